import type { ReactElement } from 'react';
import { clock } from '../parts/format.js';
import type { PaymentStep } from './payment-types.js';
import classes from './payments.module.css';

/** The statuses of ISO 20022 in a few words. */
const stepWords: Readonly<Record<string, string>> = {
  RCVD: 'Received',
  PDNG: 'Received',
  PATC: 'Waits for another holder of the account',
  ACTC: 'Checked: the order is sound',
  ACCP: 'Checked: the customer is known',
  ACFC: 'Checked: the money is there',
  ACSP: 'Being settled',
  ACWC: 'Accepted with a change',
  ACWP: 'Settled, not yet on the payee’s account',
  ACSC: 'Settled: it has left your account',
  ACCC: 'On the payee’s account',
  BLCK: 'Stopped by the bank',
  RJCT: 'Rejected',
  CANC: 'Called off',
};

/** Where a payment has been, the oldest first. */
export function PaymentWalk({ steps }: { steps: readonly PaymentStep[] }): ReactElement {
  return (
    <section aria-labelledby="payment-walk-title">
      <h2 id="payment-walk-title" className={classes.label}>
        Its way at the bank
      </h2>
      <ol id="payment-walk" className={classes.walk}>
        {steps.map(({ status, at, reason }) => (
          <li key={`${status} ${at}`} data-status={status}>
            <code>{status}</code>
            <span>
              {stepWords[status] ?? 'Moved on'}
              {reason === undefined ? null : `: ${reason}`}
            </span>
            <time dateTime={at} className={classes.about}>
              {clock(at)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
