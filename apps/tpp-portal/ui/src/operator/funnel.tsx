import { useId, type ReactElement } from 'react';
import type { Overview } from './types.js';
import { count, share, stepWords } from './words.js';
import classes from './funnel.module.css';

/** From the pushed request to the first call: a channel that narrows where flows are lost. Its figures are a table. */
export function Funnel({ steps }: { steps: Overview['steps'] }): ReactElement {
  const title = useId();
  const first = steps[0]?.flows ?? 0;
  const most = Math.max(1, ...steps.map(({ flows }) => flows));
  return (
    <figure aria-labelledby={title} className={classes.funnel}>
      <figcaption id={title} className="spoken">
        Flows by how far they came
      </figcaption>
      <div aria-hidden="true" className={classes.channel}>
        {steps.map(({ step, flows }, index) => {
          const next = steps[index + 1]?.flows;
          const lost = next === undefined ? 0 : Math.max(0, flows - next);
          return (
            <div key={step} className={classes.step}>
              <div className={classes.words}>
                <p className={classes.name}>{stepWords[step].name}</p>
                <p className={classes.flows}>{count(flows)}</p>
                <p className="quiet">
                  {index === 0 ? 'flows began' : `${share(flows, first)} of all`}
                </p>
              </div>
              <Reach from={flows / most} to={(next ?? flows) / most} />
              <progress max={1} value={flows / most} className={classes.bar} />
              <p className={classes.lost} data-none={lost === 0 ? 'true' : undefined}>
                {next === undefined ? stepWords[step].about : lossWords(lost)}
                {next === undefined || lost === 0 ? null : <span> {share(lost, flows)} lost</span>}
              </p>
            </div>
          );
        })}
      </div>
      <div className="spoken">
        <table>
          <caption>Flows by how far they came</caption>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Flows</th>
              <th scope="col">Of all</th>
              <th scope="col">Lost before the next step</th>
            </tr>
          </thead>
          <tbody>
            {steps.map(({ step, flows }, index) => {
              const next = steps[index + 1]?.flows;
              return (
                <tr key={step}>
                  <th scope="row">
                    {stepWords[step].name}: {stepWords[step].about}
                  </th>
                  <td>{count(flows)}</td>
                  <td>{share(flows, first)}</td>
                  <td>{next === undefined ? '–' : count(Math.max(0, flows - next))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

const lossWords = (lost: number): string => (lost === 0 ? 'all go on' : `−${count(lost)}`);

const depths = [1, 0.72, 0.42];

/** One reach of the channel, between the widths at its ends, with lines of depth. */
function Reach({ from, to }: { from: number; to: number }): ReactElement {
  const edge = (width: number, scale: number, side: 1 | -1): number =>
    50 + side * 46 * Math.max(width, 0.015) * scale;
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" className={classes.reach}>
      {depths.map((scale, level) => {
        const bank = (side: 1 | -1): string => {
          const [start, end] = [edge(from, scale, side), edge(to, scale, side)];
          return `C 45 ${start} 55 ${end} 100 ${end}`;
        };
        const back = edge(to, scale, 1);
        const top = edge(from, scale, -1);
        const bottom = edge(from, scale, 1);
        return (
          <path
            key={scale}
            data-level={level}
            d={`M 0 ${top} ${bank(-1)} L 100 ${back} C 55 ${back} 45 ${bottom} 0 ${bottom} Z`}
          />
        );
      })}
    </svg>
  );
}
