import { Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import type { ConsentItem, ConsentKind } from './dashboard.model.js';
import { day } from './words.js';

const titles: Readonly<Record<ConsentKind, string>> = {
  accounts: 'Account information',
  payment: 'One payment',
  'scheduled-payment': 'A payment on a day to come',
  'standing-order': 'A standing order',
  mandate: 'Payments that the app makes',
  funds: 'Whether your account holds enough',
};

/** What a consent is about, as a heading beneath the app's name. */
export const consentTitle = ({ kind }: Pick<ConsentItem, 'kind'>): string => titles[kind];

const verbs: Readonly<Record<ConsentKind, string>> = {
  accounts: 'Stop sharing',
  payment: 'Take it back',
  'scheduled-payment': 'Take it back',
  'standing-order': 'Take it back',
  mandate: 'Stop these payments',
  funds: 'Stop these questions',
};

/** What the customer does by stopping it. */
export const stopVerb = ({ kind, order }: Pick<ConsentItem, 'kind' | 'order'>): string =>
  order === undefined ? verbs[kind] : 'Call it off';

const questions: Readonly<Record<ConsentKind, string>> = {
  accounts: 'Stop sharing with',
  payment: 'Take back the payment by',
  'scheduled-payment': 'Take back the payment by',
  'standing-order': 'Take back the standing order by',
  mandate: 'Stop the payments by',
  funds: 'Stop the questions by',
};

/** The question before it, up to the app's name. */
export const stopQuestion = ({ kind, order }: Pick<ConsentItem, 'kind' | 'order'>): string => {
  if (order === undefined) return questions[kind];
  return kind === 'standing-order' ? 'Call off the standing order by' : 'Call off the payment by';
};

/** What it is about, in one line. */
export function ConsentSubject({ consent }: { consent: ConsentItem }): ReactElement {
  const { payment, standingOrder, mandate, kind } = consent;
  if (payment !== undefined) {
    return (
      <>
        <strong className="amount">
          <Words lengthMax={40}>{payment.amount}</Words>
        </strong>{' '}
        to <Words lengthMax={140}>{payment.payee}</Words>
        {payment.due === undefined ? null : <> on {day(payment.due)}</>}
        {payment.reference === undefined ? null : (
          <>
            , reference <Words lengthMax={140}>{payment.reference}</Words>
          </>
        )}
      </>
    );
  }
  if (standingOrder !== undefined) {
    const { amount, every } = standingOrder.then ?? {
      ...standingOrder.first,
      every: 'and a last payment',
    };
    return (
      <>
        <strong className="amount">
          <Words lengthMax={40}>{amount}</Words>
        </strong>{' '}
        {every} to <Words lengthMax={140}>{standingOrder.payee}</Words>
      </>
    );
  }
  if (mandate !== undefined) {
    return (
      <>
        Payments to <Words lengthMax={140}>{mandate.payee}</Words>
      </>
    );
  }
  if (kind === 'funds') return <>Yes or no to an amount; never your balance</>;
  return (
    <ul className="several">
      {consent.clusters.map(({ title }) => (
        <li key={title}>
          <Words>{title}</Words>
        </li>
      ))}
    </ul>
  );
}

/** What the app can no longer do once it is stopped. */
export function Consequence({
  consent,
  app,
}: {
  consent: Pick<ConsentItem, 'kind' | 'order'>;
  app: string;
}): ReactElement {
  const name = <ClientName>{app}</ClientName>;
  switch (consent.kind) {
    case 'accounts':
      return <>{name} can no longer see anything of these accounts.</>;
    case 'payment':
      return <>{name} can no longer make this payment. No money has left your account.</>;
    case 'scheduled-payment':
      if (consent.order !== undefined) return <>The bank does not make this payment.</>;
      return <>{name} can no longer order this payment. No money has left your account.</>;
    case 'standing-order':
      if (consent.order !== undefined) {
        return <>The bank makes no more of these payments. Those it has made stay made.</>;
      }
      return <>{name} can no longer hand in this order. No money has left your account.</>;
    case 'mandate':
      return <>{name} can no longer make these payments. Those it has made stay made.</>;
    case 'funds':
      return <>{name} is no longer told whether this account holds enough.</>;
  }
}
