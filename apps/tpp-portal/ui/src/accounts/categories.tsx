import type { ReactElement } from 'react';
import type { SpendingView } from '../api/types.js';
import { money, monthName } from '../parts/format.js';
import classes from './accounts-page.module.css';

/** Spending by category: a table whose bars are for the eye. */
export function Categories({
  view,
  currency,
  month,
  choose,
}: {
  view: SpendingView;
  currency: string;
  month: string | undefined;
  choose: (month: string | undefined) => void;
}): ReactElement {
  const chosen = view.months.find((each) => each.month === month);
  const rows =
    chosen === undefined
      ? view.categories.map(({ category, spent }) => [category, spent] as const)
      : Object.entries(chosen.categories)
          .filter(([, spent]) => Number(spent) > 0)
          .sort(([, a], [, b]) => Number(b) - Number(a));
  const sum = rows.reduce((total, [, spent]) => total + Number(spent), 0);
  const largest = Math.max(...rows.map(([, spent]) => Number(spent)), 1);
  return (
    <section className={classes.categories} aria-labelledby="categories-title">
      <div className={classes.sectionHead}>
        <h2 id="categories-title">
          By category{chosen === undefined ? '' : `, ${monthName(chosen.month, 'long')}`}
        </h2>
        {chosen === undefined ? (
          <span className="quiet">{view.months.length} months</span>
        ) : (
          <button type="button" className={classes.plain} onClick={() => choose(undefined)}>
            Show all months
          </button>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="quiet">Nothing was spent.</p>
      ) : (
        <table className={classes.table}>
          <caption className="spoken">Spent by category</caption>
          <thead className="spoken">
            <tr>
              <th scope="col">Category</th>
              <th scope="col">Spent</th>
              <th scope="col">Share</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([category, spent]) => (
              <tr key={category}>
                <th scope="row">
                  {category}
                  <span className={classes.track} aria-hidden="true">
                    <span
                      className={classes.bar}
                      style={{ width: `${(Number(spent) / largest) * 100}%` }}
                    />
                  </span>
                </th>
                <td>{money(spent, currency)}</td>
                <td className={classes.share}>{Math.round((Number(spent) / sum) * 100)} %</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
