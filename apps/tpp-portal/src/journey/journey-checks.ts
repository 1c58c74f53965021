import type { Check } from '../flow/hop.js';
import type { Bank } from '../banks/bank.js';
import { equal } from '../banks/checking.js';

/** The address that the browser is sent to: two parameters and no more (SP-5.3.3.2-6). */
export const redirectChecks = (url: URL, clientId: string): Check[] => [
  equal(
    'SP-5.3.3.2-6',
    'the browser carries client_id and request_uri alone',
    'client_id request_uri',
    [...url.searchParams.keys()].sort().join(' '),
  ),
  equal('RFC 9126 4', 'client_id is this client', clientId, url.searchParams.get('client_id')),
  {
    clause: 'RFC 9101 5.2',
    what: 'request_uri is a URN or an address over TLS',
    passed: /^(urn|https):/i.test(url.searchParams.get('request_uri') ?? ''),
  },
];

/** What came back through the browser, compared with what was kept for this browser (RFC 9207 2.4). */
export const returnChecks = (query: URLSearchParams, bank: Bank): Check[] => [
  {
    clause: 'RFC 9700 2.1',
    what: 'state belongs to this browser and is used for the first time',
    passed: true,
  },
  {
    clause: 'RFC 6749 3.1',
    what: 'no parameter comes twice',
    passed: new Set(query.keys()).size === [...query.keys()].length,
  },
  equal('SP-5.3.3.2-5', 'iss is the bank that was asked', bank.issuer, query.get('iss')),
];

interface TokenAnswer {
  readonly token_type: string;
  readonly authorization_details?: unknown;
}

/**
 * The token endpoint's answer: bound as this client is registered, about what was asked. The access token is not looked
 * into: it is the bank's own affair (RFC 9068 6).
 */
export const tokenChecks = (
  answer: TokenAnswer,
  expected: { bank: Bank; detailTypes: readonly string[] },
): Check[] => [
  expected.bank.senderConstraint === 'mtls'
    ? equal('SP-5.3.3.1-3', 'token_type is Bearer', 'bearer', answer.token_type.toLowerCase())
    : equal('RFC 9449 5', 'token_type is DPoP', 'dpop', answer.token_type.toLowerCase()),
  ...(expected.detailTypes.length === 0
    ? []
    : [
        {
          clause: 'RFC 9396 7',
          what: 'authorization_details name what was granted',
          passed: grantedDetails(answer, expected.detailTypes).length > 0,
        },
      ]),
];

/** The granted entries of the types that were asked for. */
export const grantedDetails = (
  answer: { readonly authorization_details?: unknown },
  types: readonly string[],
): unknown[] =>
  (Array.isArray(answer.authorization_details) ? answer.authorization_details : []).filter(
    (entry: unknown) => types.includes(String((entry as { type?: unknown } | null)?.type)),
  );

/** When an access token ends; a token without `expires_in` is taken for a short one. */
export const expiry = (now: Date, expiresInSeconds: number | undefined): Date =>
  new Date(now.getTime() + (expiresInSeconds ?? 60) * 1000);
