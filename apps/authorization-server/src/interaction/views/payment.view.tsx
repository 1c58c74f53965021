import {
  AccountChoice,
  DescriptionList,
  ErrorSummary,
  Icon,
  NoSubmitOnEnter,
  Notice,
  plain,
  Words,
} from '@sandbank/ui';
import type { ReactElement } from 'react';
import { AccountsError } from './consent-parts.js';
import type { ConsentModel } from './consent.model.js';
import { Decision, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { ClientName, Form, JourneyPage, type PaymentModel } from './journey.js';

/** What the page for a payment shows. */
export type PaymentConsentModel = ConsentModel & { payment: PaymentModel };

/** The page for one payment: who is paid how much, from which account, pay or cancel. */
export function PaymentView(model: PaymentConsentModel): ReactElement {
  const { client, error, payment } = model;
  const first = model.accounts.find(({ unfit }) => unfit === undefined);
  const fieldId = first === undefined ? undefined : `account-${first.id}`;
  return (
    <JourneyPage model={{ ...model, clientName: client.name }} title="Approve a payment" step={3}>
      {error === undefined ? null : (
        <ErrorSummary title="Nothing is paid yet" problems={[{ text: error, fieldId }]} />
      )}
      <Question model={model}>
        Pay <Amount payment={payment} /> to <Words lengthMax={80}>{payment.payee}</Words>?
      </Question>
      <Facts model={model} />
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <PayFrom model={model} />
        <Next model={model} />
        <Decision allow={first && `Pay ${plain(payment.amount, 40)}`} />
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}

const Amount = ({ payment }: { payment: PaymentModel }): ReactElement => (
  <span className="amount">
    <Words lengthMax={40}>{payment.amount}</Words>
  </span>
);

function Facts({ model: { payment, client } }: { model: PaymentConsentModel }): ReactElement {
  const { reference } = payment;
  return (
    <DescriptionList
      items={[
        { term: 'Amount', description: <Amount payment={payment} /> },
        { term: 'Pay to', description: <Words lengthMax={140}>{payment.payee}</Words> },
        { term: 'Account', description: <Words lengthMax={60}>{payment.payeeAccount}</Words> },
        ...(reference === undefined
          ? []
          : [{ term: 'Reference', description: <Words lengthMax={140}>{reference}</Words> }]),
        { term: 'When', description: 'Now, once' },
        { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
      ]}
    />
  );
}

function PayFrom({ model }: { model: PaymentConsentModel }): ReactElement {
  const { accounts, error } = model;
  const canPay = accounts.some(({ unfit }) => unfit === undefined);
  return (
    <fieldset className="section" aria-describedby={canPay ? 'accounts-hint' : undefined}>
      <legend>
        <h2>Pay from which account?</h2>
      </legend>
      {canPay ? (
        <p id="accounts-hint">
          Choose one. <ClientName>{model.client.name}</ClientName> does not learn its balance.
        </p>
      ) : (
        <Notice kind="warning">
          <p>No account of yours holds enough for this payment. Choose Cancel to go back.</p>
        </Notice>
      )}
      <AccountsError error={error} />
      <div className="accounts">
        {accounts.map((account) => (
          <AccountChoice
            key={account.id}
            account={account}
            single
            describedBy={error === undefined ? undefined : 'accounts-error'}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Next({ model }: { model: PaymentConsentModel }): ReactElement {
  const client = <ClientName>{model.client.name}</ClientName>;
  return (
    <section className="section">
      <h2>What happens next</h2>
      <ul className="next">
        <li>
          <Icon of="tick" ringed />
          <p>
            <strong>Pay</strong> takes you back to {client} at{' '}
            <Words lengthMax={100}>{model.redirectHost}</Words>, which may make this one payment,
            once.
          </p>
        </li>
        <li>
          <Icon of="cross" ringed />
          <p>
            <strong>Cancel</strong> takes you back as well, and nothing is paid.
          </p>
        </li>
      </ul>
    </section>
  );
}
