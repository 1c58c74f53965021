import type { ReactElement } from 'react';
import { CopyText } from '../parts/copy.js';
import classes from './webhooks.module.css';

/** What a receiver does with an event: the few things that are easily got wrong. */
export function HowToReceive({ clientId }: { clientId: string }): ReactElement {
  return (
    <details className={classes.more}>
      <summary>What your receiver does</summary>
      <ol className={classes.steps}>
        <li>
          Takes a POST of <code>application/jwt</code>: a Security Event Token (RFC 8417), signed by
          the bank.
        </li>
        <li>
          Verifies it with the keys at the <code>jwks_uri</code> of the API’s metadata: type{' '}
          <code>secevent+jwt</code>, <code>iss</code> the API, <code>aud</code>{' '}
          <CopyText value={clientId} label="Copy the client id" />
        </li>
        <li>
          Answers <code>202</code>, within five seconds. Anything else is a no, and the event comes
          again: after 10 seconds, then twice as long each time, twelve times within a day.
        </li>
        <li>
          Knows a repetition by its <code>jti</code>, and the order of things by <code>toe</code>.
        </li>
        <li>Reads at the API how the resource stands now: the event says only that it changed.</li>
      </ol>
    </details>
  );
}
