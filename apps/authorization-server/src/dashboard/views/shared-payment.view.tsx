import { Button, ButtonLink, Card, Icon, Notice, Status, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { Form } from '../../interaction/views/journey.js';
import { DashboardPage } from './dashboard-page.js';
import type { SharedPaymentItem, VisitModel } from './dashboard.model.js';
import { PaymentFacts } from './payment-facts.js';
import { Moment } from './words.js';

/** What the page of a payment that several must sign shows. */
export interface SharedPaymentModel extends VisitModel {
  payment: SharedPaymentItem;
  /** What has just been decided, or that it had been settled before. */
  outcome?: 'signed' | 'refused' | 'late' | undefined;
}

/** A payment from a shared account: who is paid what, who started it, sign or refuse. */
export function SharedPaymentView(model: SharedPaymentModel): ReactElement {
  const { payment, paths } = model;
  const { amount, payee } = payment;
  const isOpen = payment.state === 'waiting' && !payment.signedByYou;
  return (
    <DashboardPage model={model} title={isOpen ? 'Sign a payment' : 'A payment'} here="current">
      <p className="back">
        <a id="back" href={paths.current}>
          What you share
        </a>
      </p>
      <Outcome model={model} />
      <h1>
        {isOpen ? 'Sign the payment of ' : 'Payment of '}
        <strong className="amount">{amount}</strong> to <Words lengthMax={80}>{payee}</Words>
        {isOpen ? '?' : null}
      </h1>
      <p className="state" id="state">
        <State payment={payment} />
      </p>
      <PaymentFacts payment={payment} />
      {isOpen ? <Decision model={model} /> : null}
      <p className="section soft">All times are in UTC.</p>
    </DashboardPage>
  );
}

function Decision({ model }: { model: SharedPaymentModel }): ReactElement {
  const { payment, paths } = model;
  return (
    <>
      <section className="section">
        <h2>What follows</h2>
        <ul className="next" id="consequence">
          <li>
            <Icon of="tick" ringed />
            <p>
              <strong>If you sign:</strong> you confirm with a code, and the money leaves the
              account.
            </p>
          </li>
          <li>
            <Icon of="cross" ringed />
            <p>
              <strong>If you refuse:</strong> nothing is paid, and the money is free again at once.
            </p>
          </li>
          <li>
            <Icon of="clock" ringed />
            <p>
              <strong>If you do nothing:</strong> the payment is refused by itself on{' '}
              <Moment of={payment.until} />.
            </p>
          </li>
        </ul>
      </section>
      <Form
        className="decision"
        action={paths.refusePayment(payment.id)}
        csrfToken={model.csrfToken}
      >
        <Card kind="tinted">
          <div className="actions">
            <ButtonLink id="sign" kind="primary" href={paths.signPayment(payment.id)}>
              Sign with a code
            </ButtonLink>
            <Button id="refuse" kind="secondary">
              Refuse it
            </Button>
          </div>
        </Card>
      </Form>
    </>
  );
}

function State({ payment }: { payment: SharedPaymentItem }): ReactElement {
  const { state, signedByYou } = payment;
  if (state === 'signed') return <Status kind="done">Signed by everybody</Status>;
  if (state === 'refused') return <Status kind="stopped">Refused</Status>;
  if (state === 'lapsed') return <Status kind="ended">Not signed in time</Status>;
  return (
    <Status kind="paused">
      {signedByYou ? 'Waiting for another holder' : 'Needs your signature'}
    </Status>
  );
}

function Outcome({ model }: { model: SharedPaymentModel }): ReactElement | null {
  const { outcome, payment } = model;
  if (outcome === undefined) return null;
  if (outcome === 'late') {
    return (
      <Notice kind="information" id="outcome">
        <p>
          <strong>It had been settled before.</strong> Nothing more was done.
        </p>
      </Notice>
    );
  }
  const said =
    outcome === 'refused'
      ? 'Nothing is paid, and the money is free again.'
      : payment.state === 'signed'
        ? 'Everybody has signed: the payment is on its way.'
        : 'The payment waits for the other holders.';
  return (
    <Notice kind="done" id="outcome">
      <p>
        <strong>{outcome === 'refused' ? 'Refused.' : 'Signed.'}</strong> {said}
      </p>
    </Notice>
  );
}
