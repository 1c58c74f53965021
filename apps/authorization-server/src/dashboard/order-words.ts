import type { PlacedOrder } from '../bank-internal/orders.client.js';
import type { ConsentItem, ConsentKind, TransitionItem } from './views/index.js';

/** The state of an order that was handed in; undefined where the bank does not say what became of it. */
export function orderStatus(kind: ConsentKind, order?: PlacedOrder): ConsentItem['status'] {
  const isStanding = kind === 'standing-order';
  const placed = isStanding ? 'Set up' : 'Ordered';
  // Without the bank's word nothing says that it lives: it was placed, and that is all.
  if (order === undefined) return { kind: 'ended', label: placed };
  if (order.Status === 'CANC') return { kind: 'stopped', label: 'Called off' };
  if (order.Next !== undefined) return { kind: 'done', label: placed };
  if (isStanding) return { kind: 'ended', label: 'Ended' };
  return order.Rejected === true
    ? { kind: 'stopped', label: 'Not paid' }
    : { kind: 'ended', label: 'Carried out' };
}

/** What became of an order after its consent was used up; nothing while it was not called off. */
export function orderTransitions(order: PlacedOrder | undefined): TransitionItem[] {
  if (order?.CalledOff === undefined) return [];
  const { At: at, By } = order.CalledOff;
  return By === 'customer'
    ? [{ what: 'You called it off', detail: 'on this dashboard', at, sign: 'cross' }]
    : [{ what: 'The bank called it off', at, sign: 'cross' }];
}
