import type { ReactElement } from 'react';
import type { Bank } from '../api/types.js';
import { CopyText } from '../parts/copy.js';
import { day } from '../parts/format.js';
import { wordsOfPermissions } from '../parts/permissions.js';
import classes from './accounts-page.module.css';

/** The consent behind the figures: what the customer allowed, in words. */
export function Shared({ bank }: { bank: Bank }): ReactElement | null {
  const granted = bank.connection?.authorizationDetails[0];
  if (granted === undefined) return null;
  const { consent, AccountIds: accountIds, ConsentId: consentId } = granted;
  return (
    <section className={classes.shared} aria-labelledby="shared-title">
      <h3 id="shared-title">What is shared</h3>
      <ul>
        {wordsOfPermissions(consent?.Permissions ?? []).map(({ title, words }) => (
          <li key={title}>
            {title} <span className="quiet">{words}</span>
          </li>
        ))}
      </ul>
      <dl>
        {accountIds === undefined ? null : (
          <div>
            <dt>Accounts</dt>
            <dd>{accountIds.length}</dd>
          </div>
        )}
        {consent?.TransactionFromDateTime === undefined ? null : (
          <div>
            <dt>History from</dt>
            <dd>{day(consent.TransactionFromDateTime)}</dd>
          </div>
        )}
        {consentId === undefined ? null : (
          <div>
            <dt>Consent</dt>
            <dd>
              <CopyText value={consentId} label="Copy the consent id" />
            </dd>
          </div>
        )}
      </dl>
      <p>
        <a
          id="bank-dashboard"
          href={`${bank.issuer}/dashboard`}
          target="_blank"
          rel="noopener noreferrer"
        >
          See who looked, and stop it, at {bank.name}
        </a>
      </p>
    </section>
  );
}
