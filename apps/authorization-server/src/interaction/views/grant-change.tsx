import { Notice, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { dayInWords } from './consent-terms.js';
import { ClientName } from './journey.js';

/** What becomes of a permission that the app has already (GM-5.2). */
export interface GrantChangeModel {
  action: 'merge' | 'replace';
  since: Date;
  /** What it holds now, one line each. */
  held: readonly { what: string; accounts: readonly string[] }[];
}

/** Says that a permission is added to or replaced, and which one. */
export function GrantChange(props: { client: string; change: GrantChangeModel }): ReactElement {
  const { action, since, held } = props.change;
  const client = <ClientName>{props.client}</ClientName>;
  const then =
    action === 'merge'
      ? 'stays as it is. What you allow now is added to it.'
      : 'ends if you allow this. Only what you allow now counts then.';
  return (
    <Notice kind="information">
      <p id="grant-change">
        You gave {client} a permission on {dayInWords(since)}. It {then}
      </p>
      <ul>
        {held.map(({ what, accounts }, at) => (
          <li key={at}>
            <Words lengthMax={300}>{what}</Words>
            {accounts.length === 0 ? null : (
              <>
                {': '}
                <Words lengthMax={300}>{accounts.join(', ')}</Words>
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
