/** Beginning of the names of the standard's events. */
const namespace = 'urn:uk:org:openbanking:events:';

/** What a client may be told of, in the standard's names. */
export const eventTypes = {
  resourceUpdate: `${namespace}resource-update`,
  consentRevoked: `${namespace}consent-authorization-revoked`,
  linkedAccountUpdate: `${namespace}account-access-consent-linked-account-update`,
} as const;

export type EventType = (typeof eventTypes)[keyof typeof eventTypes];

/** All of them. */
export const eventTypeNames = Object.values(eventTypes);

/** Any of these scopes lets a client ask for events, each for those of its own API. */
export const eventScopes = ['accounts', 'payments', 'fundsconfirmations'] as const;

/** Version of the resources that events are about, as links and subscriptions name it. */
export const resourceVersion = '4.0';
