import { DescriptionList, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ConsentSubject } from './consent-words.js';
import type { ConsentItem } from './dashboard.model.js';
import { ChosenAccounts, day, isOnce, LastUsed, Moment, untilInWords } from './words.js';

/** Everything that was agreed to, but for the single permissions. */
export function ConsentFacts({ consent }: { consent: ConsentItem }): ReactElement {
  const { accounts, mandate, standingOrder, payment, purpose, history, order } = consent;
  const text = (term: string, words: string | undefined) =>
    words === undefined ? [] : [{ term, description: <Words lengthMax={400}>{words}</Words> }];
  return (
    <DescriptionList
      items={[
        { term: 'What', description: <ConsentSubject consent={consent} /> },
        ...text('Payee', (payment ?? standingOrder ?? mandate)?.payeeAccount),
        ...ordersInWords(standingOrder).flatMap(([term, words]) => text(term, words)),
        ...(order?.next === undefined
          ? []
          : text('Next payment', `${order.next.amount} on ${day(order.next.on)}`)),
        ...(mandate?.limits ?? []).flatMap((limit) => text(limit.term, limit.text)),
        ...text('For a refund', payment?.tellsAccount && 'It is told which account pays'),
        ...text('What for', purpose),
        ...text('How far back', history),
        {
          term: accounts.length === 1 ? 'Account' : 'Accounts',
          description: <ChosenAccounts accounts={accounts} />,
        },
        { term: 'Allowed', description: <Moment of={consent.since} /> },
        { term: untilTerm(consent), description: untilInWords(consent) },
        ...(consent.confirmBy === undefined || !consent.lives || isNotBefore(consent)
          ? []
          : [{ term: 'Confirm again', description: <>By {day(consent.confirmBy)}</> }]),
        { term: 'Last used', description: <LastUsed lastUse={consent.lastUse} /> },
      ]}
    />
  );
}

const untilTerm = ({ kind, lives }: ConsentItem): string => {
  if (isOnce(kind)) return 'How often';
  return lives ? 'Until' : 'Agreed until';
};

/** True where it ends before it would have to be confirmed again. */
const isNotBefore = ({ confirmBy, endsAt }: ConsentItem): boolean =>
  confirmBy !== undefined && endsAt !== undefined && endsAt <= confirmBy;

/** The payments of a standing order, each with its day. */
function ordersInWords(order: ConsentItem['standingOrder']): [term: string, words: string][] {
  if (order === undefined) return [];
  const { first, then, last } = order;
  return [
    ['First payment', `${first.amount} on ${day(first.on)}`],
    ...(then === undefined
      ? []
      : [['Then', [then.amount, then.every, then.on].join(' ').trim()] as [string, string]]),
    ['Last payment', last === undefined ? 'None' : `${last.amount} on ${day(last.on)}`],
  ];
}
