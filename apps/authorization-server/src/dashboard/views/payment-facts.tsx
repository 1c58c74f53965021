import { DescriptionList, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import type { SharedPaymentItem } from './dashboard.model.js';
import { Account, Moment } from './words.js';

/** Everything that a holder must know before signing. */
export function PaymentFacts({ payment }: { payment: SharedPaymentItem }): ReactElement {
  const { reference, startedByYou, startedBy, received, required } = payment;
  return (
    <DescriptionList
      items={[
        { term: 'Amount', description: <strong className="amount">{payment.amount}</strong> },
        {
          term: 'To',
          description: (
            <>
              <Words lengthMax={350}>{payment.payee}</Words>{' '}
              <span className="soft unbroken">
                <Words lengthMax={60}>{payment.payeeAccount}</Words>
              </span>
            </>
          ),
        },
        ...(reference === undefined
          ? []
          : [{ term: 'Reference', description: <Words lengthMax={140}>{reference}</Words> }]),
        { term: 'From', description: <Account account={payment.account} /> },
        {
          term: 'Started by',
          description: (
            <>
              {startedByYou ? 'You' : <Words lengthMax={140}>{startedBy}</Words>}, with{' '}
              <ClientName>{payment.app}</ClientName>
            </>
          ),
        },
        { term: 'Started', description: <Moment of={payment.startedAt} /> },
        { term: 'Signatures', description: `${String(received)} of ${String(required)}` },
      ]}
    />
  );
}
