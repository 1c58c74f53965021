import { useState, type ReactElement } from 'react';
import type { Account, Entry } from '../api/types.js';
import { day, money } from '../parts/format.js';
import classes from './accounts-page.module.css';

const shownFirst = 12;

/** The newest entries. */
export function Entries({
  entries,
  accounts,
  account,
}: {
  entries: readonly Entry[];
  accounts: readonly Account[];
  account: string | undefined;
}): ReactElement {
  const [all, setAll] = useState(false);
  const found = entries.filter(({ accountId }) => account === undefined || accountId === account);
  const shown = all ? found : found.slice(0, shownFirst);
  const nameOf = (id: string): string =>
    accounts.find(({ accountId }) => accountId === id)?.name ?? '';
  return (
    <section className={classes.entries} aria-labelledby="entries-title">
      <div className={classes.sectionHead}>
        <h2 id="entries-title">Latest entries</h2>
        {found.length > shownFirst ? (
          <button type="button" className={classes.plain} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${found.length}`}
          </button>
        ) : null}
      </div>
      {found.length === 0 ? (
        <p className="quiet">None of the newest entries is of this account.</p>
      ) : (
        <ul className={classes.list}>
          {shown.map((entry, index) => (
            <li key={entry.transactionId ?? index} className={classes.entry}>
              <span className={classes.accountName}>
                <b>{entry.description}</b>
                <span className="quiet">
                  {[
                    day(entry.bookedAt),
                    entry.category,
                    nameOf(entry.accountId),
                    entry.pending ? 'not booked yet' : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <span className={classes.amount} data-in={!entry.amount.startsWith('-')}>
                {entry.amount.startsWith('-') ? '' : '+'}
                {money(entry.amount, entry.currency)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
