import { ButtonLink, DescriptionList, Status, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { DashboardPaths } from '../dashboard-paths.js';
import type { SharedPaymentItem } from './dashboard.model.js';
import { Account, Moment } from './words.js';

/** Payments that another holder ordered and this one has yet to sign. */
export function WaitingPayments(props: {
  payments: readonly SharedPaymentItem[];
  paths: DashboardPaths;
}): ReactElement | null {
  const { payments, paths } = props;
  if (payments.length === 0) return null;
  return (
    <section className="app" id="waiting" aria-labelledby="waiting-title">
      <div className="app-head">
        <h2 id="waiting-title">Waiting for your signature</h2>
      </div>
      {payments.map((payment) => (
        <Waiting key={payment.id} payment={payment} paths={paths} />
      ))}
    </section>
  );
}

function Waiting(props: { payment: SharedPaymentItem; paths: DashboardPaths }): ReactElement {
  const { payment, paths } = props;
  const { id, amount, payee } = payment;
  return (
    <article className="consent" aria-labelledby={`payment-${id}`}>
      <div className="consent-head">
        <h3 id={`payment-${id}`}>
          {amount} to <Words lengthMax={80}>{payee}</Words>
        </h3>
        <Status kind="paused">Needs your signature</Status>
      </div>
      <DescriptionList
        items={[
          { term: 'From', description: <Account account={payment.account} /> },
          { term: 'Started by', description: <Words lengthMax={80}>{payment.startedBy}</Words> },
          { term: 'Sign before', description: <Moment of={payment.until} /> },
        ]}
      />
      <p className="actions">
        <ButtonLink id={`look-${id}`} kind="primary" href={paths.payment(id)}>
          Look at it
          <span className="spoken">
            : {amount} to <Words lengthMax={80}>{payee}</Words>
          </span>
        </ButtonLink>
      </p>
    </article>
  );
}
