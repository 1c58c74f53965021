import { decodeJwt } from '../flow/jwt-decoding.js';
import type { Check } from '../flow/hop.js';
import type { Bank } from '../banks/bank-registry.js';
import { accountAccessType } from '../banks/access-request.js';

const equal = (
  clause: string,
  what: string,
  expected: string | undefined,
  received: unknown,
): Check => ({
  clause,
  what,
  passed: expected !== undefined && received === expected,
  expected: expected ?? 'a value',
  received: typeof received === 'string' ? received : JSON.stringify(received ?? null),
});

/** The address that the browser is sent to: two parameters and no more (SP-5.3.3.2-6). */
export const redirectChecks = (url: URL, clientId: string): Check[] => [
  equal(
    'SP-5.3.3.2-6',
    'the browser carries client_id and request_uri alone',
    'client_id request_uri',
    [...url.searchParams.keys()].sort().join(' '),
  ),
  equal('RFC 9126 4', 'client_id is this client', clientId, url.searchParams.get('client_id')),
];

/** What came back through the browser, compared with what was kept for this browser (RFC 9207 2.4). */
export const returnChecks = (query: URLSearchParams, bank: Bank): Check[] => [
  {
    clause: 'RFC 9700 2.1',
    what: 'state belongs to this browser and is used for the first time',
    passed: true,
  },
  equal('SP-5.3.3.2-5', 'iss is the bank that was asked', bank.issuer, query.get('iss')),
];

interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: string;
  readonly id_token?: string | undefined;
  readonly authorization_details?: unknown;
}

/** The token endpoint's answer: bound to our key, for this bank's API, about what was asked. */
export const tokenChecks = (
  answer: TokenAnswer,
  expected: { bank: Bank; thumbprint: string; nonce?: string },
): Check[] => {
  const access = decodeJwt(answer.access_token)?.payload;
  const id = decodeJwt(answer.id_token)?.payload;
  const { bank, thumbprint, nonce } = expected;
  return [
    equal('RFC 9449 5', 'token_type is DPoP', 'dpop', answer.token_type.toLowerCase()),
    // An access token is the bank's own affair; where it can be read, it must be bound to our key.
    ...(access === undefined
      ? []
      : [
          equal('RFC 9449 6.1', 'cnf.jkt is our DPoP key', thumbprint, jktOf(access)),
          equal('RFC 9068 2.2', 'aud is the bank’s API', bank.resourceBase, access['aud']),
        ]),
    ...(nonce === undefined
      ? []
      : [
          equal('OIDC 3.1.3.7', 'the ID token’s issuer is the bank', bank.issuer, id?.['iss']),
          equal('OIDC 3.1.3.7', 'the ID token’s nonce is ours', nonce, id?.['nonce']),
        ]),
    {
      clause: 'RFC 9396 7',
      what: 'authorization_details name what was granted',
      passed: grantedDetails(answer).length > 0,
    },
  ];
};

const jktOf = (payload: Readonly<Record<string, unknown>>): unknown =>
  (payload['cnf'] as { jkt?: unknown } | undefined)?.jkt;

/** The granted entries of the type that this app understands. */
export const grantedDetails = (answer: { readonly authorization_details?: unknown }): unknown[] =>
  (Array.isArray(answer.authorization_details) ? answer.authorization_details : []).filter(
    (entry: unknown) => (entry as { type?: unknown } | null)?.type === accountAccessType,
  );

/** When an access token ends; a token without `expires_in` is taken for a short one. */
export const expiry = (now: Date, expiresInSeconds: number | undefined): Date =>
  new Date(now.getTime() + (expiresInSeconds ?? 60) * 1000);
