import { createHash } from 'node:crypto';
import { decodeJwt } from '../flow/jwt-decoding.js';
import type { Check } from '../flow/hop.js';
import type { Bank } from '../banks/bank.js';
import { equal } from '../banks/checking.js';
import type { JourneySecrets } from './authorization-request.js';

type Claims = Readonly<Record<string, unknown>>;

const issuedSecondsPastMax = 600;
const issuedSecondsAheadMax = 60;

/**
 * What OpenID Connect asks of an ID token beyond what openid-client looks at: it has checked signature, algorithm,
 * `iss`, `exp` and `nonce` before (OIDC Core 3.1.3.7).
 */
export function idTokenChecks(
  claims: Claims,
  expected: {
    bank: Bank;
    idToken: string | undefined;
    accessToken: string;
    now: Date;
    kept?: Pick<JourneySecrets, 'nonce' | 'authenticationContext' | 'askedAt'>;
    subject?: string | undefined;
  },
): Check[] {
  const { bank, now, kept, subject } = expected;
  return [
    equal('OIDC-3.1.3.7', 'the ID token’s issuer is the bank', bank.issuer, claims['iss']),
    equal(
      'OIDC-3.1.3.7',
      'the ID token is for this client and nobody else',
      bank.clientId,
      onlyOf(claims['aud']),
    ),
    ...(claims['azp'] === undefined
      ? []
      : [equal('OIDC-3.1.3.7', 'azp is this client', bank.clientId, claims['azp'])]),
    isRecent(claims['iat'], Math.floor(now.getTime() / 1000)),
    ...(claims['at_hash'] === undefined ? [] : [accessTokenHash(claims['at_hash'], expected)]),
    ...(kept === undefined
      ? []
      : [
          equal('OIDC-3.1.3.7', 'the ID token’s nonce is ours', kept.nonce, claims['nonce']),
          ...signInChecks(claims, kept),
        ]),
    ...(subject === undefined
      ? []
      : [
          equal(
            'OIDC-12.2',
            'a refreshed ID token is about the same customer',
            subject,
            claims['sub'],
          ),
        ]),
  ];
}

// A list of one name says the same as the name; a list of more names lets others use the token too.
const onlyOf = (audience: unknown): unknown =>
  Array.isArray(audience) && audience.length === 1 ? audience[0] : audience;

const isRecent = (issuedAt: unknown, now: number): Check => ({
  clause: 'OIDC-3.1.3.7',
  what: 'the ID token was issued just now',
  passed:
    typeof issuedAt === 'number' &&
    issuedAt >= now - issuedSecondsPastMax &&
    issuedAt <= now + issuedSecondsAheadMax,
  expected: `${now - issuedSecondsPastMax} to ${now + issuedSecondsAheadMax}`,
  received: JSON.stringify(issuedAt ?? null),
});

const accessTokenHash = (
  received: unknown,
  { idToken, accessToken }: { idToken: string | undefined; accessToken: string },
): Check => {
  const algorithm = decodeJwt(idToken)?.header['alg'];
  const digest = createHash(String(algorithm).startsWith('Ed') ? 'sha512' : 'sha256')
    .update(accessToken)
    .digest();
  const half = digest.subarray(0, digest.length / 2).toString('base64url');
  return equal('OIDC-3.1.3.8', 'at_hash belongs to the access token', half, received);
};

/** The sign-in that was asked for took place (RFC 9470 4, OIDC Core 3.1.2.1). */
const signInChecks = (
  claims: Claims,
  { authenticationContext, askedAt }: Pick<JourneySecrets, 'authenticationContext' | 'askedAt'>,
): Check[] => {
  const { acrValues, maxAgeSeconds } = authenticationContext;
  const { acr, auth_time: authTime } = claims;
  return [
    ...(acrValues === undefined
      ? []
      : [
          {
            clause: 'RFC 9470 4',
            what: 'the customer signed in as strongly as was asked',
            passed: typeof acr === 'string' && acrValues.includes(acr),
            expected: acrValues.join(' or '),
            received: JSON.stringify(acr ?? null),
          },
        ]),
    ...(maxAgeSeconds === undefined
      ? []
      : [
          {
            clause: 'RFC 9470 4',
            what: 'the customer signed in as recently as was asked',
            passed:
              typeof authTime === 'number' &&
              authTime >= askedAt - maxAgeSeconds - issuedSecondsAheadMax,
            expected: `${askedAt - maxAgeSeconds} or later`,
            received: JSON.stringify(authTime ?? null),
          },
        ]),
  ];
};
