import type { ErrorGroup } from './explanation.js';

/** Errors of the bank’s API. */
export const resource: ErrorGroup = {
  title: 'At the bank’s API',
  words:
    'A 401 has a WWW-Authenticate challenge and no body; other refusals have an Open Banking body.',
  codes: {
    invalid_token: {
      title: 'The access token is expired, revoked or not for this API',
      meaning: 'Access tokens live five minutes, and end with their consent.',
      fixes: ['Refresh, then repeat the call.', 'If refreshing fails too: ask for a new consent.'],
      source: 'RFC 6750 3.1',
    },
    insufficient_scope: {
      title: 'The token does not reach so far',
      meaning: 'A scope or permission is missing for this call.',
      fixes: ['Ask for the permission in authorization_details; granted ones cannot be widened.'],
      source: 'RFC 6750 3.1',
    },
    insufficient_user_authentication: {
      title: 'The customer has to authenticate anew',
      meaning: 'The call wants a fresher or stronger authentication than the token tells of.',
      fixes: ['Start a journey with the acr_values or max_age of the challenge.'],
      source: 'RFC 9470 3',
    },
    U000: {
      title: 'Unexpected error',
      meaning: 'The bank could not complete the call for a reason without a code of its own.',
      fixes: ['Try again once.', 'Keep the interaction id.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U002: {
      title: 'A field has an invalid value',
      meaning: 'Path names the parameter or field at fault.',
      fixes: ['Correct the value that Path names.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U003: {
      title: 'A date is invalid',
      meaning: 'A date cannot be read, or a span ends before it begins.',
      fixes: ['Use ISO 8601, for example 2026-03-01T00:00:00.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U004: {
      title: 'A field is missing',
      meaning: 'Path names what has to be there.',
      fixes: ['Add the field.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U005: {
      title: 'A field is not expected',
      meaning: 'Path names a field that the API does not know.',
      fixes: ['Leave the field out.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U006: {
      title: 'A header is invalid',
      meaning: 'A header is missing, malformed, or asks for what the API cannot give.',
      fixes: [
        'Accept application/json.',
        'x-idempotency-key has 1 to 40 characters, x-fapi-interaction-id is a UUID.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
    U008: {
      title: 'The consent does not cover the request',
      meaning: 'The account, permission or payment is not what the customer allowed.',
      fixes: [
        'Use the AccountIds of the granted authorization_details.',
        'A payment is sent with the very values of its consent.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
    U009: {
      title: 'The consent is in no state to be used',
      meaning: 'It waits for approval, was revoked, has expired or was spent.',
      fixes: ['Ask the customer for a new consent.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U011: {
      title: 'The resource was not found',
      meaning: 'The id names nothing at this bank; the standard answers 400, not 404.',
      fixes: ['Take ids from earlier answers; do not make them up.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U014: {
      title: 'A limit is broken',
      meaning:
        'The amount goes beyond what the account can bear, its overdraft included, or beyond a limit of the consent. With status 429, there were too many calls.',
      fixes: [
        'Nothing was paid: order again once there is enough.',
        'Stay below the limits that the customer agreed to.',
        'After a 429, wait as long as Retry-After says.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
    U028: {
      title: 'The customer must authenticate again',
      meaning: 'The bank wants a new authentication before it gives this data.',
      fixes: ['Run a new journey for the same consent.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U029: {
      title: 'Duplicate',
      meaning:
        'There is one already: a client has one subscription to events at a bank, and not two.',
      fixes: [
        'Find it: GET /event-subscriptions.',
        'Change it: PUT /event-subscriptions/{EventSubscriptionId}.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
  },
};
