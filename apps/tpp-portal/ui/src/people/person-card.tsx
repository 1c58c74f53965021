import type { ReactElement } from 'react';
import type { Bank, Person, PersonAccount } from '../api/types.js';
import { Copy } from '../parts/copy.js';
import { money } from '../parts/format.js';
import { ConnectAs } from './connect-as.js';
import classes from './people-page.module.css';

const types: Readonly<Record<string, string>> = {
  CACC: 'Current account',
  CARD: 'Credit card',
  SVGS: 'Savings',
};

const secrets = [
  { key: 'username', words: 'Username' },
  { key: 'password', words: 'Password' },
  { key: 'code', words: 'Code' },
] as const;

/** One person: story, what goes wrong, accounts, sign-in. */
export function PersonCard({
  person,
  bank,
  pays,
}: {
  person: Person;
  bank: Bank | undefined;
  pays: boolean;
}): ReactElement {
  const { name, username, persona, scenario, historyDays, accounts } = person;
  return (
    <article id={username} className={classes.card} aria-labelledby={`${username}-name`}>
      <header>
        <h3 id={`${username}-name`}>{name}</h3>
        {persona === undefined ? null : <p className={classes.story}>{persona}</p>}
      </header>
      {scenario === undefined ? null : (
        <p className={classes.scenario}>
          <b>On purpose:</b> {scenario.about}.
        </p>
      )}
      {accounts.length === 0 ? null : (
        <ul className={classes.accounts} aria-label={`Accounts of ${name}`}>
          {accounts.map((account) => (
            <li key={account.name}>
              <b>{account.name}</b>
              <span className="quiet">{accountWords(account)}</span>
            </li>
          ))}
        </ul>
      )}
      {historyDays === undefined ? null : (
        <p className="quiet">{historyDays} days of history when the sandbox began.</p>
      )}
      <dl className={classes.secrets}>
        {secrets.map(({ key, words }) => (
          <div key={key}>
            <dt>{words}</dt>
            <dd>
              <code>{person[key]}</code>
              <Copy value={person[key]} label={`Copy ${words.toLowerCase()} of ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
      {bank === undefined ? null : <ConnectAs person={person} bank={bank} pays={pays} />}
    </article>
  );
}

/** What sets an account apart, in a line. */
function accountWords(account: PersonAccount): string {
  const { type, category, currency, limit, sharedWith, signatories, paymentFate } = account;
  const kind = types[type] ?? account.product;
  return [
    category === 'Business' ? `Business, ${kind.toLowerCase()}` : kind,
    ...(currency === 'GBP' ? [] : [`in ${currency}`]),
    ...(limit === undefined
      ? []
      : [
          `${type === 'CARD' ? 'limit' : 'overdraft'} ${money(limit, currency).replace('.00', '')}`,
        ]),
    ...(sharedWith.length === 0 ? [] : [`with ${sharedWith.join(' and ')}`]),
    ...(signatories === 2 ? ['two must sign'] : []),
    ...(signatories > 2 ? [`${signatories} must sign`] : []),
    ...(paymentFate === undefined ? [] : [`payments end in ${paymentFate}`]),
  ].join(' · ');
}
