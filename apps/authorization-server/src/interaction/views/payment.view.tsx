import { DescriptionList, plain, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { PaymentModel } from './asked.js';
import { dayInWords, momentInWords } from './consent-terms.js';
import type { ConsentModel } from './consent.model.js';
import { ClientName } from './journey.js';
import { PayingPage } from './paying-page.js';

/** What the page for a payment shows. */
export type PaymentConsentModel = ConsentModel & { payment: PaymentModel };

/** The page for one payment: who is paid how much, from which account, pay or cancel. */
export function PaymentView(model: PaymentConsentModel): ReactElement {
  const { client, payment } = model;
  const { payee, due } = payment;
  return (
    <PayingPage
      model={model}
      title="Approve a payment"
      errorTitle="Nothing is paid yet"
      question={
        <>
          Pay <Amount payment={payment} /> to <Words lengthMax={80}>{payee}</Words>
          {due === undefined ? '' : ` on ${dayInWords(due)}`}?
        </>
      }
      hint={
        <>
          Choose one. <ClientName>{client.name}</ClientName> does not learn its balance.
        </>
      }
      none={
        due === undefined
          ? 'No account of yours holds enough for this payment.'
          : 'You have no account that this payment could leave.'
      }
      then={
        due === undefined
          ? ', which may make this one payment, once.'
          : ', which may then hand in this one payment, once. The bank makes it on its day; until then, call it off at your dashboard.'
      }
      allow={payWord(payment)}
    >
      <Facts model={model} />
    </PayingPage>
  );
}

const payWord = ({ amount, due }: PaymentModel): string =>
  due === undefined ? `Pay ${plain(amount, 40)}` : `Pay ${plain(amount, 40)} on that day`;

const Amount = ({ payment }: { payment: PaymentModel }): ReactElement => (
  <span className="amount">
    <Words lengthMax={40}>{payment.amount}</Words>
  </span>
);

function Facts({ model: { payment, client } }: { model: PaymentConsentModel }): ReactElement {
  const { reference, due, tellsAccount } = payment;
  return (
    <DescriptionList
      items={[
        { term: 'Amount', description: <Amount payment={payment} /> },
        { term: 'Pay to', description: <Words lengthMax={350}>{payment.payee}</Words> },
        { term: 'Account', description: <Words lengthMax={60}>{payment.payeeAccount}</Words> },
        ...(reference === undefined
          ? []
          : [{ term: 'Reference', description: <Words lengthMax={140}>{reference}</Words> }]),
        {
          term: 'When',
          description: due === undefined ? 'Now, once' : `${momentInWords(due)}, once`,
        },
        ...(due === undefined
          ? []
          : [
              {
                term: 'Good to know',
                description: 'It is not made when the account does not hold enough at that time.',
              },
            ]),
        ...(tellsAccount === true
          ? [
              {
                term: 'For a refund',
                description: (
                  <>
                    <ClientName>{client.name}</ClientName> learns the number of the account you
                    choose, and in whose name it is.
                  </>
                ),
              },
            ]
          : []),
        { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
      ]}
    />
  );
}
