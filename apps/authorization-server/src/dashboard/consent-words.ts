import type {
  ConsentDescription,
  ConsentStatus,
  ConsentTransition,
  CustomerConsent,
} from '@sandbank/consent';
import type { ConsentItem, ConsentKind, TransitionItem } from './views/index.js';

/** What a consent is about. */
export function kindOf(words: Partial<ConsentDescription>): ConsentKind {
  const { payment, standingOrder, mandate, fundsCheck } = words;
  if (payment?.due !== undefined) return 'scheduled-payment';
  if (payment !== undefined) return 'payment';
  if (standingOrder !== undefined) return 'standing-order';
  if (mandate !== undefined) return 'mandate';
  return fundsCheck === undefined ? 'accounts' : 'funds';
}

const living: Readonly<Record<ConsentKind, string>> = {
  accounts: 'Sharing now',
  payment: 'Not paid yet',
  'scheduled-payment': 'Not ordered yet',
  'standing-order': 'Not set up yet',
  mandate: 'Allowed',
  funds: 'Allowed',
};

/** Kinds that an app uses once: until it has, they wait, and nothing goes on under them. */
const waiting: ReadonlySet<ConsentKind> = new Set([
  'payment',
  'scheduled-payment',
  'standing-order',
]);

/** The state of a consent in words, with what it looks like; what became of an order, `orderStatus` says. */
export function statusOf(status: ConsentStatus, kind: ConsentKind): ConsentItem['status'] {
  switch (status) {
    case 'AUTHORISED':
      return waiting.has(kind)
        ? { kind: 'paused', label: living[kind], waits: true }
        : { kind: 'live', label: living[kind] };
    case 'SUSPENDED':
      return { kind: 'paused', label: 'Paused' };
    case 'CONSUMED':
      return { kind: 'done', label: 'Paid' };
    case 'EXPIRED':
      return { kind: 'ended', label: 'Ended by itself' };
    case 'REVOKED':
    case 'REJECTED':
    case 'AWAITING_AUTHORISATION':
      return { kind: 'stopped', label: 'Stopped' };
  }
}

/** True while an app can use it, or can again once the customer has confirmed it. */
export const isLiving = ({ endedAt }: Pick<CustomerConsent, 'endedAt'>): boolean =>
  endedAt === undefined;

const places: Readonly<Record<string, string>> = {
  'consent-page': 'on the bank’s own page',
  dashboard: 'on this dashboard',
  'consents-api': 'through the bank’s interface for apps',
  'grants-api': 'through the bank’s interface for apps',
  'payments-api': 'through the bank’s interface for apps',
  'pushed-request': 'through the bank’s interface for apps',
  'token-revocation': 'by giving its key back',
  registration: 'by ending its registration',
  token: 'when it came for its key',
  operator: 'by order of the bank',
};

/** One entry of the history in plain words: what happened, who did it, through which door. */
export function transitionInWords(entry: ConsentTransition, app: string): TransitionItem {
  const who = actorOf(entry.by, app);
  const place = places[entry.surface];
  // What a customer or an app does needs no reason; why the bank acted, it says.
  const reason = who === 'The bank' ? entry.reason : undefined;
  const detail = [place, reason].filter((part) => part !== undefined).join(': ');
  return {
    ...happening(entry, who, app),
    at: entry.at,
    ...(detail !== '' && { detail }),
  };
}

function happening(
  { from, to, reason, surface }: ConsentTransition,
  who: string,
  app: string,
): Pick<TransitionItem, 'what' | 'sign'> {
  const isOrdered = surface === 'operator';
  switch (to) {
    case 'AWAITING_AUTHORISATION':
      return { what: `${app} asked for it`, sign: 'information' };
    case 'AUTHORISED':
      if (isOrdered) return { what: `${who} let it go on`, sign: 'tick' };
      return {
        what: from === 'SUSPENDED' ? 'You confirmed it again' : 'You allowed it',
        sign: 'tick',
      };
    case 'SUSPENDED':
      return {
        what: isOrdered ? `${who} paused it` : 'It was paused until you confirm it again',
        sign: 'pause',
      };
    case 'CONSUMED':
      return reason === 'its order was placed'
        ? { what: `${app} handed the order in`, sign: 'tick' }
        : { what: `${app} made the payment`, sign: 'tick' };
    case 'EXPIRED':
      return { what: 'Its time was over', sign: 'clock' };
    case 'REVOKED':
      return reason === 'replaced'
        ? { what: 'What you allowed later took its place', sign: 'cross' }
        : { what: `${who} stopped it`, sign: 'cross' };
    case 'REJECTED':
      return { what: 'It was not allowed', sign: 'cross' };
  }
}

function actorOf(by: string, app: string): string {
  if (by.startsWith('customer:')) return 'You';
  return by.startsWith('client:') ? app : 'The bank';
}
