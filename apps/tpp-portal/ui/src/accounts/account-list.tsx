import type { ReactElement } from 'react';
import type { Account } from '../api/types.js';
import { money } from '../parts/format.js';
import classes from './accounts-page.module.css';

const types: Readonly<Record<string, string>> = {
  CACC: 'Current account',
  CARD: 'Credit card',
  CHAR: 'Charge card',
  LOAN: 'Loan',
  MORT: 'Mortgage',
  ODFT: 'Overdraft',
  SVGS: 'Savings',
};

/** Totals of the accounts by currency; added in hundredths, since amounts are decimal strings. */
const totals = (accounts: readonly Account[]): [currency: string, amount: string][] => {
  const sums = new Map<string, number>();
  for (const { balance } of accounts) {
    if (balance === undefined) continue;
    const cents = Math.round(Number(balance.amount) * 100);
    sums.set(balance.currency, (sums.get(balance.currency) ?? 0) + cents);
  }
  return [...sums].map(([currency, cents]) => [currency, (cents / 100).toFixed(2)]);
};

function Available({ account }: { account: Account }): ReactElement | null {
  const { balance, available } = account;
  if (available === undefined || available.amount === balance?.amount) return null;
  return <span className="quiet">{money(available.amount, available.currency)} available</span>;
}

/** The shared accounts with what is on them. */
export function AccountList({ accounts }: { accounts: readonly Account[] }): ReactElement {
  if (accounts.length === 0) return <p className="quiet">The bank shares no account.</p>;
  return (
    <>
      <p className={classes.total}>
        <span className="quiet">Together</span>
        {totals(accounts).map(([currency, amount], index) => (
          <strong key={currency} id={index === 0 ? 'balance' : undefined} className="figures">
            {money(amount, currency)}
          </strong>
        ))}
      </p>
      <ul className={classes.list}>
        {accounts.map((account) => (
          <li key={account.accountId} className={classes.account}>
            <span className={classes.accountName}>
              <b>{account.name}</b>
              <span className="quiet">
                {[types[account.typeCode ?? ''], account.maskedNumber].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span data-testid="balance" className={classes.amount}>
              {account.balance === undefined
                ? 'not shared'
                : money(account.balance.amount, account.balance.currency)}
              <Available account={account} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
