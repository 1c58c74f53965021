import '@mantine/charts/styles.layer.css';
import { CompositeChart } from '@mantine/charts';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactElement } from 'react';
import type { SpendingView } from '../api/types.js';
import { money, monthName, shortMoney } from '../parts/format.js';
import classes from './accounts-page.module.css';

/** Spent and received by month: bars and a line. The same figures stand in the table, and months are buttons below. */
export function MonthChart({
  view,
  currency,
  month,
  choose,
}: {
  view: SpendingView;
  currency: string;
  month: string | undefined;
  choose: (month: string) => void;
}): ReactElement {
  const isNarrow = useMediaQuery('(max-width: 39.99rem)');
  const data = view.months.map((each) => ({
    month: monthName(each.month, 'long'),
    Spent: Number(each.spent),
    Received: Number(each.received),
  }));
  const largest = view.months.reduce(
    (found, each) => (Number(each.spent) > Number(found?.spent ?? 0) ? each : found),
    view.months[0],
  );
  return (
    <figure>
      <figcaption className="spoken">
        Bars of what was spent and a line of what was received in each of {view.months.length}{' '}
        months. Most was spent in{' '}
        {largest === undefined ? 'no month' : monthName(largest.month, 'long')}:{' '}
        {largest === undefined ? '' : money(largest.spent, currency)}. Choose “Table” for all
        figures.
      </figcaption>
      <div aria-hidden="true">
        <CompositeChart
          h={300}
          data={data}
          dataKey="month"
          series={[
            { name: 'Spent', type: 'bar', color: 'var(--accent)' },
            { name: 'Received', type: 'line', color: 'var(--land-line)' },
          ]}
          withLegend
          gridAxis="x"
          strokeDasharray="2 4"
          tickLine="none"
          barProps={{ radius: [3, 3, 0, 0], isAnimationActive: false }}
          composedChartProps={{ barCategoryGap: '28%', accessibilityLayer: false }}
          lineProps={{ isAnimationActive: false }}
          curveType="linear"
          maxBarWidth={36}
          legendProps={{ height: 36 }}
          withXAxis={isNarrow}
          xAxisProps={{
            interval: 0,
            minTickGap: 0,
            tickFormatter: (name: string) => name.charAt(0),
          }}
          yAxisProps={{ width: 52, tickFormatter: (value: number) => shortMoney(value, currency) }}
          valueFormatter={(value) => money(value.toFixed(2), currency)}
        />
      </div>
      <div role="group" aria-label="Month for the categories" className={classes.months}>
        {view.months.map(({ month: name }) => (
          <button
            key={name}
            type="button"
            className={classes.month}
            aria-pressed={name === month}
            aria-label={`${monthName(name)} ${name.slice(0, 4)}`}
            onClick={() => choose(name)}
          >
            {monthName(name)}
          </button>
        ))}
      </div>
    </figure>
  );
}
