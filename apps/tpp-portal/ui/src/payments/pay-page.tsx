import { Button } from '@mantine/core';
import { useEffect, useState, type ReactElement, type SyntheticEvent } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import { useResource } from '../api/use-resource.js';
import { moment, money } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { accountWords, statusWords, type Payee, type Payment } from './payment-types.js';
import classes from './payments.module.css';

/** Tally pays: whom, how much, what for. The rest happens at the bank. */
export function PayPage(): ReactElement {
  const { data, error, reload } = useResource<{ payees: Payee[] }>('/api/payees');
  const payments = useResource<{ payments: Payment[] }>('/api/payments');
  return (
    <div className={classes.page}>
      <title>Pay with Tally – Sandbank</title>
      <section className={classes.main} aria-labelledby="pay-title">
        <h1 id="pay-title">Pay a friend or a bill</h1>
        <p className="lead">
          Tally asks your bank. There you see whom and how much, choose the account, and allow this
          one payment.
        </p>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting /> : null}
        {data === undefined ? null : <PayForm payees={data.payees} />}
      </section>
      <section aria-labelledby="payments-title">
        <h2 id="payments-title">Your payments</h2>
        <Payments payments={payments.data?.payments ?? []} />
      </section>
    </div>
  );
}

function PayForm({ payees }: { payees: readonly Payee[] }): ReactElement {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [error, setError] = useState<ApiError>();

  useEffect(() => {
    // The browser's Back may bring this very page back from the bank, busy as it was left.
    const rest = (): void => setBusy(false);
    window.addEventListener('pageshow', rest);
    return () => window.removeEventListener('pageshow', rest);
  }, []);

  const pay = async (form: FormData): Promise<void> => {
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const payee = payees.find(({ key }) => key === text('payee'));
    const amount = text('amount').replace(/^£/, '').replaceAll(',', '');
    setError(undefined);
    const wrong = problemWith(payee, amount, text('reference'));
    setProblem(wrong);
    if (wrong !== undefined || payee === undefined) return;
    setBusy(true);
    try {
      const started = await call<{ authorizationUrl: string }>('/api/payments', {
        method: 'POST',
        body: {
          ...{ bank: payee.bank, payee: payee.key, amount, reference: text('reference') },
          hold: form.has('hold'),
        },
      });
      window.location.assign(started.authorizationUrl);
    } catch (thrown) {
      setError(apiErrorOf(thrown));
      setBusy(false);
    }
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void pay(new FormData(event.currentTarget));
  };

  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <fieldset>
        <legend>Pay whom?</legend>
        {payees.map((payee) => (
          <label key={`${payee.bank} ${payee.key}`} className={classes.payee}>
            <input type="radio" name="payee" value={payee.key} id={`payee-${payee.key}`} />
            <span>
              <span className={classes.name}>{payee.name}</span>
              <span className={classes.about}>{payee.about}</span>{' '}
              <span className={`${classes.about} ${classes.number}`}>
                {accountWords(payee.account)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className={classes.fields}>
        <div className={classes.field}>
          <label className={classes.label} htmlFor="amount">
            Amount
          </label>
          <div className={classes.amount}>
            <span aria-hidden="true">£</span>
            <input
              className={classes.input}
              id="amount"
              name="amount"
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              aria-invalid={problem?.includes('amount') === true}
              aria-describedby={problem === undefined ? undefined : 'pay-problem'}
            />
          </div>
        </div>
        <div className={classes.field}>
          <label className={classes.label} htmlFor="reference">
            What for
          </label>
          <input
            className={classes.input}
            id="reference"
            name="reference"
            autoComplete="off"
            maxLength={70}
            aria-describedby={problem === undefined ? undefined : 'pay-problem'}
          />
        </div>
      </div>
      <label className={classes.hold}>
        <input type="checkbox" name="hold" id="hold" />
        <span>
          <span className={classes.name}>Let me look once more</span>
          <span className={classes.hint}>
            Tally sends the payment only when you say so. Wait a few minutes, and the bank wants you
            to sign in again.
          </span>
        </span>
      </label>
      {problem === undefined ? null : (
        <p role="alert" id="pay-problem" className={classes.problem}>
          {problem}
        </p>
      )}
      {error === undefined ? null : <Failure error={error} />}
      <div className={classes.actions}>
        <Button type="submit" id="pay" data-testid="pay" size="lg" loading={busy}>
          Continue to the bank
        </Button>
      </div>
    </form>
  );
}

function Payments({ payments }: { payments: readonly Payment[] }): ReactElement {
  if (payments.length === 0) return <p className={classes.about}>Nothing was paid yet.</p>;
  return (
    <ul className={classes.list}>
      {payments.map((payment) => (
        <li key={payment.paymentId}>
          <Link to={`/payments/${payment.paymentId}`} className={classes.entry}>
            <b>{payment.payee.name}</b>
            <span>{money(payment.amount, 'GBP')}</span>
            <span className={classes.about}>
              {statusWords[payment.status]} · {moment(payment.createdAt)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Why the form cannot be sent as it is. */
function problemWith(payee: Payee | undefined, amount: string, reference: string) {
  if (payee === undefined) return 'Choose whom to pay.';
  if (!/^\d{1,7}(\.\d{2})?$/.test(amount) || !/[1-9]/.test(amount))
    return 'Give an amount such as 12.50.';
  return reference === '' ? 'Say what it is for.' : undefined;
}
