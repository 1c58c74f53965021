/** How far an event has come, as the bank's records tell it. */
export interface Delivery {
  jti: string;
  type: string;
  at: string;
  attempts: number;
  next_attempt_at: string | null;
  delivered_at: string | null;
  dead_at: string | null;
  last_error: string | null;
}

export interface Subscription {
  subscription_id: string;
  callback_url: string | null;
  version: string;
  /** Null where it is for all of them. */
  event_types: string[] | null;
}

export interface WebhookClient {
  bank: string;
  bankName: string;
  clientId: string;
  subscription: Subscription | null;
  deliveries: Delivery[];
}

export interface Webhooks {
  clients: WebhookClient[];
  silent: { bank: string; message: string }[];
}

/** What says nothing of any customer: it is about the subscription itself. */
export const testEvent = 'urn:sandbank:events:test';

const standard = 'urn:uk:org:openbanking:events:';

/** Every event of the API, with what it tells; the test first. */
export const eventTypes: Readonly<Record<string, string>> = {
  [testEvent]: 'A test',
  [`${standard}consent-authorization-revoked`]: 'A consent was revoked or has ended',
  [`${standard}resource-update`]: 'A payment, an order or a consent has another status',
  [`${standard}account-access-consent-linked-account-update`]:
    'An account under a consent closed or opened again',
};

/** What an event tells, in words. */
export const eventWords = (type: string): string => eventTypes[type] ?? type;

/** The last part of an event's name. */
export const shortType = (type: string): string => type.split(':').at(-1) ?? type;

export type DeliveryState = 'delivered' | 'waiting' | 'dead' | 'kept';

/** Where an event stands: the app has it, it comes again, it was given up, or it waits to be fetched. */
export function stateOf({ delivered_at, dead_at, next_attempt_at }: Delivery): DeliveryState {
  if (delivered_at !== null) return 'delivered';
  if (dead_at !== null) return 'dead';
  return next_attempt_at === null ? 'kept' : 'waiting';
}

export const stateWords: Readonly<Record<DeliveryState, string>> = {
  delivered: 'Delivered',
  waiting: 'Comes again',
  dead: 'Given up',
  kept: 'Waits to be fetched',
};

/** `no attempt yet`, `1 attempt`, `3 attempts of 12`. */
export function attemptWords({ attempts, delivered_at }: Delivery): string {
  if (attempts === 0) return 'no attempt yet';
  if (attempts === 1) return '1 attempt';
  return delivered_at === null ? `${attempts} attempts of 12` : `${attempts} attempts`;
}
