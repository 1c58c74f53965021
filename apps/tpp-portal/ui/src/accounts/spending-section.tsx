import { NativeSelect, SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import type { Account, Spending, SpendingView } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { money, monthName } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { Categories } from './categories.js';
import { Entries } from './entries.js';
import classes from './accounts-page.module.css';

const MonthChart = lazy(() =>
  import('./month-chart.js').then((chart) => ({ default: chart.MonthChart })),
);

/** Where the money went: by month, by category, and entry by entry. The choice is part of the address. */
export function SpendingSection({
  bank,
  accounts,
}: {
  bank: string;
  accounts: readonly Account[];
}): ReactElement {
  const { data, error, reload } = useResource<Spending>(`/api/banks/${bank}/spending`);
  const [query, setQuery] = useSearchParams();
  const choose = (name: string, value: string | undefined): void =>
    setQuery(
      (before) => {
        if (value === undefined || value === '') before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: true, preventScrollReset: true },
    );

  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (data === undefined) return <Waiting lines={6} />;
  const account = query.get('account') ?? undefined;
  const view = data.views.find(({ accountId }) => accountId === account) ?? data.views[0];
  if (view === undefined) return <p className="quiet">There are no transactions in this period.</p>;
  const month = view.months.find(({ month: name }) => name === query.get('month'))?.month;

  return (
    <>
      <section className={classes.spending} aria-labelledby="spending-title">
        <div className={classes.sectionHead}>
          <h2 id="spending-title">Spending by month</h2>
          <div className={classes.controls}>
            <NativeSelect
              aria-label="Account"
              size="sm"
              value={view.accountId ?? ''}
              onChange={(event) => choose('account', event.currentTarget.value)}
              data={[
                { value: '', label: 'All shared accounts' },
                ...accounts.map(({ accountId, name }) => ({ value: accountId, label: name })),
              ]}
            />
            <SegmentedControl
              size="sm"
              aria-label="Show as"
              value={query.get('as') ?? 'chart'}
              onChange={(as) => choose('as', as === 'chart' ? undefined : as)}
              data={[
                { value: 'chart', label: 'Chart' },
                { value: 'table', label: 'Table' },
              ]}
            />
          </div>
        </div>
        <div id="spending-chart" data-testid="spending-chart" className={classes.chart}>
          {query.get('as') === 'table' ? (
            <MonthTable view={view} currency={data.currency} />
          ) : (
            <Suspense fallback={<Skeleton height={280} />}>
              <MonthChart
                view={view}
                currency={data.currency}
                month={month}
                choose={(chosen) => choose('month', chosen === month ? undefined : chosen)}
              />
            </Suspense>
          )}
        </div>
        {data.truncated ? (
          <p className="quiet">The bank has more entries than are read at once.</p>
        ) : null}
      </section>
      <Categories
        view={view}
        currency={data.currency}
        month={month}
        choose={(chosen) => choose('month', chosen)}
      />
      <Entries entries={data.recent} accounts={accounts} account={view.accountId} />
    </>
  );
}

function MonthTable({ view, currency }: { view: SpendingView; currency: string }): ReactElement {
  return (
    <table className={classes.table}>
      <caption className="spoken">Spent and received by month</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">Spent</th>
          <th scope="col">Received</th>
        </tr>
      </thead>
      <tbody>
        {view.months.map(({ month, spent, received }) => (
          <tr key={month}>
            <th scope="row">{monthName(month, 'long')}</th>
            <td>{money(spent, currency)}</td>
            <td>{money(received, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
