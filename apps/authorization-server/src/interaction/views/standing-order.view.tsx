import { DescriptionList, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { StandingOrderModel } from './asked.js';
import type { ConsentModel } from './consent.model.js';
import { dayInWords } from './consent-terms.js';
import { ClientName } from './journey.js';
import { PayingPage } from './paying-page.js';

/** What the page for a standing order shows. */
export type StandingOrderConsentModel = ConsentModel & { standingOrder: StandingOrderModel };

/** The page for payments that the bank makes by itself: who is paid, what on which day, until when. */
export function StandingOrderView(model: StandingOrderConsentModel): ReactElement {
  const { client, standingOrder } = model;
  return (
    <PayingPage
      model={model}
      title="Set up a standing order"
      errorTitle="Nothing is set up yet"
      question={
        <>
          Set up a standing order to <Words lengthMax={80}>{standingOrder.payee}</Words>?
        </>
      }
      hint={
        <>
          Every payment leaves it. <ClientName>{client.name}</ClientName> does not learn its
          balance.
        </>
      }
      none="You have no account that these payments could leave."
      then=", which may then hand in this one order, once. The bank makes the payments; call them off at your dashboard, at any time."
      allow="Set up this standing order"
    >
      <Payments order={standingOrder} />
      <Facts model={model} />
    </PayingPage>
  );
}

const Amount = ({ children }: { children: string }): ReactElement => (
  <span className="amount">
    <Words lengthMax={40}>{children}</Words>
  </span>
);

/** What leaves the account, and when. */
function Payments({ order: { first, then, last } }: { order: StandingOrderModel }): ReactElement {
  const payment = (amount: string, when: string) => (
    <>
      <Amount>{amount}</Amount> {when}
    </>
  );
  const every = then === undefined ? [] : [then.every, ...(then.on === undefined ? [] : [then.on])];
  return (
    <DescriptionList
      items={[
        { term: 'First payment', description: payment(first.amount, `on ${dayInWords(first.on)}`) },
        ...(then === undefined
          ? []
          : [
              {
                term: 'Then',
                description: payment(
                  then.amount,
                  `${every.join(', ')}, from ${dayInWords(then.from)}`,
                ),
              },
            ]),
        {
          term: 'Last payment',
          description:
            last === undefined
              ? 'None: it goes on until you call it off'
              : payment(last.amount, `on ${dayInWords(last.on)}`),
        },
      ]}
    />
  );
}

function Facts({ model }: { model: StandingOrderConsentModel }): ReactElement {
  const { standingOrder, client } = model;
  const { reference, payee, payeeAccount, then } = standingOrder;
  return (
    <DescriptionList
      items={[
        { term: 'Pay to', description: <Words lengthMax={350}>{payee}</Words> },
        { term: 'Account', description: <Words lengthMax={60}>{payeeAccount}</Words> },
        ...(reference === undefined
          ? []
          : [{ term: 'Reference', description: <Words lengthMax={140}>{reference}</Words> }]),
        {
          term: 'Good to know',
          description:
            then?.on === undefined
              ? 'A payment is not made when the account does not hold enough on its day. The next one is.'
              : 'A payment on a weekend is made on Monday. One is not made when the account does not hold enough on its day; the next one is.',
        },
        { term: 'Who asks', description: <ClientName>{client.name}</ClientName> },
      ]}
    />
  );
}
