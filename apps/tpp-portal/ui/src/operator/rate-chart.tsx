import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import type { ReactElement } from 'react';
import type { Period, Point } from './types.js';
import { count, share } from './words.js';
import classes from './operator.module.css';

const forms: Readonly<Record<Period, Intl.DateTimeFormatOptions>> = {
  hour: { hour: '2-digit', minute: '2-digit' },
  day: { hour: '2-digit', minute: '2-digit' },
  week: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
};

/** What arrived and what was refused, over time; the same as a table beneath. */
export function RateChart({
  points,
  period,
}: {
  points: readonly Point[];
  period: Period;
}): ReactElement {
  const form = new Intl.DateTimeFormat('en-GB', forms[period]);
  const requests = points.reduce((sum, point) => sum + point.requests, 0);
  const refused = points.reduce((sum, point) => sum + point.refused, 0);
  const data = points.map((point) => ({
    at: form.format(new Date(point.at)),
    Answered: Math.max(0, point.requests - point.refused),
    Refused: point.refused,
  }));
  const telling = points.filter((point) => point.requests > 0);
  return (
    <figure className={classes.chart}>
      <figcaption>
        <b>{count(requests)}</b> requests, <b>{count(refused)}</b> refused (
        {share(refused, requests)})
      </figcaption>
      <div aria-hidden="true">
        <BarChart
          h={240}
          data={data}
          dataKey="at"
          type="stacked"
          series={[
            { name: 'Answered', color: 'var(--accent)' },
            { name: 'Refused', color: 'var(--flare)' },
          ]}
          withLegend
          legendProps={{ height: 32 }}
          gridAxis="x"
          strokeDasharray="2 4"
          tickLine="none"
          barProps={{ isAnimationActive: false }}
          barChartProps={{ barCategoryGap: '18%', accessibilityLayer: false }}
          xAxisProps={{ minTickGap: 36, interval: 'preserveStartEnd' }}
          yAxisProps={{ width: 44, allowDecimals: false }}
          valueFormatter={count}
        />
      </div>
      <details className={classes.details}>
        <summary>As a table</summary>
        {telling.length === 0 ? (
          <p className="quiet">Nothing arrived in this time.</p>
        ) : (
          <div className={classes.scroll}>
            <table className={classes.table}>
              <caption className="spoken">Requests and refusals over time</caption>
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">Requests</th>
                  <th scope="col">Refused</th>
                </tr>
              </thead>
              <tbody>
                {telling.map((point) => (
                  <tr key={point.at}>
                    <th scope="row">{form.format(new Date(point.at))}</th>
                    <td>{count(point.requests)}</td>
                    <td>{count(point.refused)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </details>
    </figure>
  );
}
