import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { CopyText } from '../parts/copy.js';
import { moment, money } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { PaymentWalk } from './payment-walk.js';
import { accountWords, type Payment } from './payment-types.js';
import classes from './payments.module.css';

/** One payment: what became of it, and what can be done now. */
export function PaymentPage(): ReactElement {
  const { payment: paymentId = '' } = useParams();
  const path = `/api/payments/${encodeURIComponent(paymentId)}`;
  const { data, error, loading, reload } = useResource<Payment>(path);
  const isMoving = data?.isMoving === true && !loading;
  // People take longer than machines.
  const isUnsigned = data?.receipt?.status === 'PATC';
  useEffect(() => {
    if (!isMoving) return undefined;
    const next = setTimeout(reload, isUnsigned ? 5000 : 1000);
    return () => clearTimeout(next);
  }, [isMoving, isUnsigned, reload]);
  return (
    <div className={classes.main}>
      <title>Payment – Sandbank</title>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data === undefined ? null : <Receipt payment={data} reload={reload} />}
    </div>
  );
}

function Receipt({ payment, reload }: { payment: Payment; reload: () => void }): ReactElement {
  const { status, payee, receipt, error } = payment;
  return (
    <section
      id="payment"
      data-testid="payment"
      data-status={status}
      className={classes.receipt}
      aria-labelledby="payment-title"
    >
      <h1 id="payment-title">{titleOf(payment)}</h1>
      <div role="status">{wordsOf(payment)}</div>
      <dl className={classes.facts}>
        <dt>Amount</dt>
        <dd>{money(payment.amount, 'GBP')}</dd>
        <dt>To</dt>
        <dd>{payee.name}</dd>
        <dt>Account</dt>
        <dd className={classes.number}>{accountWords(payee.account)}</dd>
        <dt>What for</dt>
        <dd>{payment.reference}</dd>
        <dt>Ordered</dt>
        <dd>{moment(payment.createdAt)}</dd>
        {receipt === undefined ? null : (
          <>
            <dt>At the bank</dt>
            <dd>
              {receipt.status} · <CopyText value={receipt.domesticPaymentId} />
            </dd>
          </>
        )}
        {error?.error === undefined ? null : (
          <>
            <dt>The bank said</dt>
            <dd>
              <Link to={`/errors/${encodeURIComponent(error.error)}`}>
                <code>{error.error}</code>
              </Link>{' '}
              {error.errorDescription}
            </dd>
          </>
        )}
      </dl>
      {receipt?.steps === undefined ? null : <PaymentWalk steps={receipt.steps} />}
      <Actions payment={payment} reload={reload} />
    </section>
  );
}

const titleOf = ({ status, payee, amount, receipt }: Payment): string =>
  ({
    at_bank: 'The payment waits at the bank',
    ready: `Send ${money(amount, 'GBP')} to ${payee.name}?`,
    step_up: 'Your bank wants you to sign in again',
    sent:
      receipt?.status === 'PATC'
        ? `${money(amount, 'GBP')} to ${payee.name} waits for a signature`
        : `${money(amount, 'GBP')} is on its way to ${payee.name}`,
    paid: `${money(amount, 'GBP')} paid to ${payee.name}`,
    rejected: 'The bank rejected the payment',
    failed: 'Nothing was paid',
  })[status];

function wordsOf(payment: Payment): ReactNode {
  const { status, maxAgeSeconds, receipt, error, stepUps } = payment;
  if (status === 'step_up') {
    return (
      <p id="step-up-words">
        A payment needs a fresh sign-in
        {maxAgeSeconds === undefined ? '' : `, at most ${ageWords(maxAgeSeconds)} old`}, and yours
        is older or weaker. Nothing was paid yet. Sign in and allow it once more, and Tally pays
        without asking again.
      </p>
    );
  }
  if (status === 'paid') {
    return (
      <p>
        {receipt?.status === 'ACCC'
          ? 'The money is on the payee’s account.'
          : 'The money has left your account and is on its way to the payee.'}
        {stepUps === 0 ? null : ' You signed in once more for it.'}
      </p>
    );
  }
  if (status === 'sent' && receipt?.status === 'PATC') {
    return <p>Another holder of the account has to sign it at the bank. This page follows it.</p>;
  }
  if (status === 'sent') {
    return <p>The bank has set the money aside and looks at the payment. This page follows it.</p>;
  }
  if (status === 'rejected') {
    const reason = receipt?.steps?.at(-1)?.reason;
    return (
      <p id="payment-reason">
        {reason === undefined ? '' : `The bank says: ${reason}. `}The money that was set aside is
        yours again.
      </p>
    );
  }
  if (status === 'ready' && error !== undefined)
    return <p>The bank could not take it just now. Nothing was paid; try again.</p>;
  if (status === 'ready') return <p>You have allowed it at your bank. Nothing was paid yet.</p>;
  if (status === 'at_bank') return <p>Nobody has allowed it yet.</p>;
  return <p>No money has moved. You can start again.</p>;
}

const isPlaced: ReadonlySet<Payment['status']> = new Set(['sent', 'paid', 'rejected']);

const ageWords = (seconds: number): string =>
  seconds % 60 === 0 && seconds > 0
    ? `${seconds / 60} ${seconds === 60 ? 'minute' : 'minutes'}`
    : `${seconds} seconds`;

function Actions({ payment, reload }: { payment: Payment; reload: () => void }): ReactElement {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const { status, paymentId, flowId } = payment;
  const act = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (thrown) {
      setError(apiErrorOf(thrown));
    }
    setBusy(false);
  };
  const send = async (): Promise<void> => {
    await call(`/api/payments/${paymentId}/send`, { method: 'POST' });
    reload();
  };
  const signIn = async (): Promise<void> => {
    const { authorizationUrl } = await call<{ authorizationUrl: string }>(
      ...([`/api/payments/${paymentId}/sign-in`, { method: 'POST' }] as const),
    );
    window.location.assign(authorizationUrl);
  };
  return (
    <>
      {error === undefined ? null : <Failure error={error} />}
      <div className={classes.actions}>
        {status === 'ready' ? (
          <Button id="send-payment" size="md" loading={busy} onClick={() => void act(send)}>
            Send it now
          </Button>
        ) : null}
        {status === 'step_up' ? (
          <Button id="sign-in-again" size="md" loading={busy} onClick={() => void act(signIn)}>
            Sign in at the bank
          </Button>
        ) : null}
        <Link to="/pay">{isPlaced.has(status) ? 'Pay somebody else' : 'All payments'}</Link>
        {flowId === undefined ? null : (
          <Link to={`/flows/${flowId}`} id="payment-flow">
            See every hop
          </Link>
        )}
      </div>
    </>
  );
}
