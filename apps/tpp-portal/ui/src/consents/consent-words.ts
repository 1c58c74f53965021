/** A consent as a bank's records tell of it. */
export interface RecordedConsent {
  bank: string;
  consent_id: string;
  grant_id: string | null;
  type: string;
  status: string;
  granted_at: string | null;
  ends_at: string | null;
  last_accessed_at: string | null;
  summary: string | string[];
}

export interface Consents {
  consents: RecordedConsent[];
  silent: { bank: string; message: string }[];
  banks: { slug: string; name: string }[];
}

/** What a consent is about, by the name of its type between `urn:sandbank:` and the version. */
const kinds: Readonly<Record<string, { words: string; living: string; used: string }>> = {
  'account-access': { words: 'Accounts', living: 'Sharing now', used: 'Used' },
  'domestic-payment': { words: 'A payment', living: 'Not paid yet', used: 'Paid' },
  'domestic-scheduled-payment': {
    ...{ words: 'A payment on a day to come', living: 'Not ordered yet', used: 'Ordered' },
  },
  'domestic-standing-order': {
    ...{ words: 'A standing order', living: 'Not set up yet', used: 'Set up' },
  },
  'domestic-vrp': { words: 'Payments within limits', living: 'Allowed', used: 'Used' },
  'funds-confirmation': { words: 'Confirmation of funds', living: 'Allowed', used: 'Used' },
};

const nameOf = (type: string): string => /^urn:sandbank:(.+):v\d+$/.exec(type)?.[1] ?? type;

/** What a consent of this type is about, in words. */
export const kindWords = (type: string): string => kinds[nameOf(type)]?.words ?? type;

/** How a state is drawn; its words say the same. */
export type Tone = 'live' | 'waiting' | 'over';

/** The state of a consent in the words that its customer reads at the bank. */
export function stateWords({ type, status }: Pick<RecordedConsent, 'type' | 'status'>): {
  words: string;
  tone: Tone;
} {
  const kind = kinds[nameOf(type)];
  switch (status) {
    case 'AUTHORISED':
      return { words: kind?.living ?? 'Allowed', tone: 'live' };
    case 'AWAITING_AUTHORISATION':
      return { words: 'Waiting for the customer', tone: 'waiting' };
    case 'SUSPENDED':
      return { words: 'Paused', tone: 'waiting' };
    case 'CONSUMED':
      return { words: kind?.used ?? 'Used', tone: 'over' };
    case 'EXPIRED':
      return { words: 'Ended by itself', tone: 'over' };
    case 'REJECTED':
      return { words: 'Refused', tone: 'over' };
    case 'REVOKED':
      return { words: 'Stopped', tone: 'over' };
    default:
      return { words: status, tone: 'over' };
  }
}

/** True while something can still be done under it, or will be once its customer has spoken. */
export const isCurrent = (consent: Pick<RecordedConsent, 'type' | 'status'>): boolean =>
  stateWords(consent).tone !== 'over';

/** True where stopping it is stopping to share. */
export const isShared = ({ type, status }: Pick<RecordedConsent, 'type' | 'status'>): boolean =>
  status !== 'AWAITING_AUTHORISATION' &&
  (nameOf(type) === 'account-access' || nameOf(type) === 'funds-confirmation');

/** What it lets the app do, in a line. */
export const summaryOf = ({ summary }: Pick<RecordedConsent, 'summary'>): string =>
  [summary].flat().join(' · ');
