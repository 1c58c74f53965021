import type { ReactElement } from 'react';
import type { Bank } from '../api/types.js';
import { JsonBlock } from '../parts/code-block.js';
import { day } from '../parts/format.js';
import { wordsOfPermissions } from '../parts/permissions.js';
import classes from './start-page.module.css';

/** What the app will ask for, in words and as it goes over the wire. */
export function AccessRequest({ bank }: { bank: Bank }): ReactElement | null {
  const consent = bank.accessRequest[0]?.consent;
  if (consent === undefined) return null;
  return (
    <section aria-labelledby="request-title" className={classes.request}>
      <h2 id="request-title">What {bank.clientName} will ask for</h2>
      <ul className={classes.clusters}>
        {wordsOfPermissions(consent.Permissions ?? []).map(({ title, words }) => (
          <li key={title}>
            <b>{title}</b>
            <span className="quiet">{words}</span>
          </li>
        ))}
      </ul>
      <p className="quiet">
        {consent.TransactionFromDateTime === undefined
          ? null
          : `History from ${day(consent.TransactionFromDateTime)}. `}
        {consent.ExpirationDateTime === undefined
          ? null
          : `Shared until ${day(consent.ExpirationDateTime)}.`}
      </p>
      <details>
        <summary>As authorization_details (RFC 9396)</summary>
        <JsonBlock value={bank.accessRequest} label="authorization_details" />
      </details>
    </section>
  );
}
