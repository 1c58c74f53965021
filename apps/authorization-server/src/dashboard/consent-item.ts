import { authorizationDetailsType, inWords, type CustomerConsent } from '@sandbank/consent';
import type { PlacedOrder } from '../bank-internal/orders.client.js';
import { accountsInWords, lastUseOf, type Known } from './bank-knowledge.js';
import { isLiving, kindOf, statusOf } from './consent-words.js';
import { orderStatus } from './order-words.js';
import type { ConsentItem, OrderItem } from './views/index.js';

/** A consent in words: the same as on the page on which the customer agreed to it. */
export function consentItem(
  consent: CustomerConsent,
  known: Known,
  order?: PlacedOrder,
): ConsentItem {
  const { consentId: id, details, accountIds, since, endsAt, endedAt, confirmBy } = consent;
  const words = authorizationDetailsType(details.type)?.describe(details);
  const kind = kindOf(words ?? {});
  return {
    id,
    kind,
    status: isOrdered(consent) ? orderStatus(kind, order) : statusOf(consent.status, kind),
    lives: isLiving(consent),
    clusters: words?.clusters ?? [],
    purpose: words?.purpose,
    history: words?.historyWindow?.text,
    payment: words?.payment,
    standingOrder: words?.standingOrder,
    mandate: words?.mandate,
    accounts: accountsInWords(accountIds, known),
    since,
    endsAt,
    confirmBy,
    endedAt,
    lastUse: lastUseOf(id, known),
    order: order && orderItem(order),
  };
}

const orderItem = ({ Next: next, CalledOff: calledOff }: PlacedOrder): OrderItem => ({
  next: next && { amount: inWords(next.Amount), on: next.On },
  calledOffAt: calledOff?.At,
});

/** True where the bank has an order of the customer's, which outlives the consent that it was placed under. */
export function isOrdered({ status, details }: CustomerConsent): boolean {
  const words = authorizationDetailsType(details.type)?.describe(details);
  const isLater = words?.standingOrder !== undefined || words?.payment?.due !== undefined;
  return isLater && status === 'CONSUMED';
}
