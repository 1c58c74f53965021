import type { AssertionContext } from '../../src/index.js';
import { asserting, assertingAlone } from '../changes.js';
import { assertionClaims } from '../jwts.js';
import { client, issuer, nowSeconds, tokenEndpoint } from '../parties.js';
import type { Refusal } from '../refusal.js';

type Context = AssertionContext;

const refused = (
  clause: string,
  what: string,
  change: Refusal<Context>['change'],
): Refusal<Context> => ({ clause, what, error: 'invalid_client', change });

const raw = (claim: string, number: string): string =>
  JSON.stringify({ ...assertionClaims, [claim]: 'HERE' }).replace('"HERE"', number);

const types = [
  ...['at+jwt', 'dpop+jwt', 'oauth-authz-req+jwt', 'application/dpop+jwt', 'AT+JWT'],
  ...['token-introspection+jwt', 'client-authentication+jwt ', ''],
].map((typ) =>
  refused('RFC8725-3.11', `an assertion of typ "${typ}"`, asserting({ header: { typ } })),
);

const subjects: readonly [string, unknown][] = [
  ['no sub', undefined],
  ['another sub', 'client-other'],
  ['a sub in upper case', client.client_id.toUpperCase()],
  ['a sub with a NUL', `${client.client_id}\0`],
  ['a sub with a look-alike letter', 'client-t\u0430lly'],
  ['a sub in a list', [client.client_id]],
  ['a sub that is an object', { toString: client.client_id }],
];

const audiences: readonly [string, unknown][] = [
  ['no aud', undefined],
  ['the token endpoint as aud', tokenEndpoint],
  ['the PAR endpoint as aud', `${issuer}/par`],
  ['the issuer in a list as aud', [issuer]],
  ['the issuer and another in a list as aud', [issuer, 'https://other.example']],
  ['the issuer with a slash as aud', `${issuer}/`],
  ['the issuer in upper case as aud', issuer.toUpperCase()],
  ['an aud that begins with the issuer', `${issuer}.attacker.example`],
  ['an object as aud', { 0: issuer, length: 1 }],
  ['an empty aud', ''],
];

const expiries: readonly [string, unknown][] = [
  ['no exp', undefined],
  ['an exp five minutes ago', nowSeconds - 300],
  ['an exp of this second', nowSeconds],
  ['an exp that is a string', String(nowSeconds + 60)],
  ['an exp that is null', null],
  ['an exp that is a list', [nowSeconds + 60]],
  ['an exp that is true', true],
  ['a negative exp', -nowSeconds],
];

const futures = ['iat', 'nbf'].flatMap((claim) =>
  (
    [
      ['31 s in the future', nowSeconds + 31],
      ['61 s in the future', nowSeconds + 61],
      ['that is a string', String(nowSeconds)],
      ['that is null', null],
      ['that is a list', [nowSeconds]],
      ['that is an object', {}],
      ['in milliseconds', nowSeconds * 1000],
    ] as const
  ).map(([which, value]) =>
    refused('SP-5.3.2.1-13', `an ${claim} ${which}`, asserting({ claims: { [claim]: value } })),
  ),
);

const jtis: readonly [string, unknown][] = [
  ['no jti', undefined],
  ['an empty jti', ''],
  ['a jti of 513 characters', 'j'.repeat(513)],
  ['a jti that is a number', 1],
  ['a jti that is a list', ['a-unique-value']],
];

const each = (clause: string, claim: string, values: readonly [string, unknown][]) =>
  values.map(([what, value]) =>
    refused(clause, what, assertingAlone({ claims: { [claim]: value } })),
  );

/** What is refused in the typ and the claims of a client assertion. */
export const assertionRefusals: readonly Refusal<Context>[] = [
  ...types,
  refused('OIDC-9', 'no iss', asserting({ claims: { iss: undefined } })),
  refused('OIDC-9', 'another iss', asserting({ claims: { iss: 'client-other' } })),
  refused('OIDC-9', 'an iss in a list', asserting({ claims: { iss: [client.client_id] } })),
  ...each('OIDC-9', 'sub', subjects),
  ...each('SP-5.3.2.1-8', 'aud', audiences),
  ...each('RFC7523-3-4', 'exp', expiries),
  refused('RFC7523-3-4', 'an exp before all time', asserting({ text: raw('exp', '-1e999') })),
  refused(
    'RFC7523-3-4-lifetime',
    'an exp 331 s ahead',
    asserting({ claims: { exp: nowSeconds + 331 } }),
  ),
  refused(
    'RFC7523-3-4-lifetime',
    'an exp in milliseconds',
    asserting({ claims: { exp: (nowSeconds + 60) * 1000 } }),
  ),
  refused(
    'RFC7523-3-4-lifetime',
    'an exp beyond all time',
    asserting({ text: raw('exp', '1e999') }),
  ),
  ...futures,
  refused('SP-5.3.2.1-13', 'an iat beyond all time', asserting({ text: raw('iat', '1e999') })),
  ...each('OIDC-9-jti', 'jti', jtis),
];
