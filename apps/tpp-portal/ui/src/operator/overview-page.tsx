import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { LiveMark } from '../flow/live-mark.js';
import { useLive } from '../flow/use-live.js';
import { clock } from '../parts/format.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { BankChoice, Choice } from './choice.js';
import { Funnel } from './funnel.js';
import { HealthTable } from './health-table.js';
import { useChosenBank } from './operator-context.js';
import { RateChart } from './rate-chart.js';
import { Silent } from './silent.js';
import { TopRules } from './top-rules.js';
import type { Overview, Period } from './types.js';
import { periodWords } from './words.js';
import classes from './operator.module.css';

const periods = Object.keys(periodWords) as Period[];
const refresh = { every: 15_000, atMost: 3_600_000 };

/** How a bank and its applications fare, looked at again every quarter of a minute while the page is seen. */
export function OverviewPage(): ReactElement {
  const bank = useChosenBank();
  const [query] = useSearchParams();
  const period = periods.find((one) => one === query.get('period')) ?? 'day';
  const { data, error, reload } = useResource<Overview>(
    bank === undefined
      ? undefined
      : `/api/operator/banks/${encodeURIComponent(bank.slug)}/overview?period=${period}`,
  );
  const live = useLive(
    () => {
      reload();
      return Promise.resolve();
    },
    { ...refresh, active: bank !== undefined },
  );
  return (
    <div className={classes.body}>
      <title>Operator console – Sandbank</title>
      <div className={classes.bar}>
        <BankChoice />
        <Choice
          label="Period"
          name="period"
          chosen={period}
          options={periods.map((value) => ({ value, words: periodWords[value] }))}
        />
        <p className={classes.live}>
          <LiveMark live={live} />
          {data === undefined ? null : (
            <span className="quiet">as of {clock(data.until).slice(0, 8)}</span>
          )}
        </p>
      </div>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data === undefined ? null : <Figures overview={data} />}
    </div>
  );
}

function Figures({ overview }: { overview: Overview }): ReactElement {
  const { bank, period, steps, points, rules, apps, silent, until } = overview;
  const isQuiet = points.every(({ requests }) => requests === 0);
  return (
    <>
      <Silent silent={silent} />
      {isQuiet ? (
        <Empty title={`Nothing reached ${bank.name} in this time`}>
          <p>
            Choose a longer time, or make some traffic: the demo app runs a whole journey from its{' '}
            <Link to="/">first page</Link>, and developers make their own under Apps.
          </p>
        </Empty>
      ) : null}
      <section className={classes.section} aria-labelledby="funnel">
        <h2 id="funnel">From request to call</h2>
        <Funnel steps={steps} />
      </section>
      <div className={classes.columns}>
        <section className={classes.section} aria-labelledby="rate">
          <h2 id="rate">Requests over time</h2>
          <RateChart points={points} period={period} />
        </section>
        <section className={classes.section} aria-labelledby="rules">
          <h2 id="rules">What refuses most</h2>
          <TopRules rules={rules} />
        </section>
      </div>
      <section className={classes.section} aria-labelledby="health">
        <h2 id="health">Applications</h2>
        {apps.length === 0 ? (
          <p className={classes.calm}>No application was heard of in this time.</p>
        ) : (
          <HealthTable bank={bank.slug} apps={apps} now={Date.parse(until)} />
        )}
      </section>
    </>
  );
}
