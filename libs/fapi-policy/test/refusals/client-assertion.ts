import { parseJwkSet } from '@sandbank/crypto';
import type { AssertionContext } from '../../src/index.js';
import { asserting, params, registeredWith, withAssertion } from '../changes.js';
import { assertion, assertionClaims } from '../jwts.js';
import {
  bankKey,
  client,
  clientKey,
  edwardsKey,
  nowSeconds,
  pssKey,
  strangerKey,
} from '../parties.js';
import type { Refusal } from '../refusal.js';
import { altered, hmacSigner, signer, unsigned } from '../signing.js';
import { assertionRefusals } from './assertion-claims.js';

type Context = AssertionContext;

const refused = (
  clause: string,
  what: string,
  change: Refusal<Context>['change'],
): Refusal<Context> => ({ clause, what, error: 'invalid_client', change });

const rsaWithSha256 = await signer('RS256', pssKey.kid);

const algorithms = ['es256', 'ES384', 'HS512', 'toString', '__proto__', ''].map((alg) =>
  refused('SP-5.4.1-1.2', `the algorithm "${alg}"`, (valid: Context) => ({
    ...valid,
    assertion: { ...valid.assertion, header: { ...valid.assertion.header, alg } },
  })),
);

const signatures: readonly Refusal<Context>[] = [
  refused(
    'RFC7523-3-9',
    "a stranger's key under the client's kid",
    asserting({ key: strangerKey }),
  ),
  refused('RFC7523-3-9', "the bank's key", asserting({ key: bankKey })),
  refused(
    'RFC7523-3-9',
    'a key that was registered under another kid',
    asserting({ header: { kid: 'client-9' } }),
  ),
  refused('RFC7523-3-9', 'an assertion that was altered after it was signed', async (valid) =>
    withAssertion(
      valid,
      altered(await assertion(), (claims) => ({ ...claims, exp: nowSeconds + 61 })),
    ),
  ),
  refused('RFC7523-3-9', 'an assertion without its signature', async (valid) =>
    withAssertion(valid, (await assertion()).replace(/[^.]+$/, '')),
  ),
  refused('RFC7523-3-9', 'a key that is registered for encryption', (valid) => ({
    ...valid,
    clientKeys: parseJwkSet({ keys: [{ ...clientKey.publicJwk, use: 'enc' }] }),
  })),
  refused('RFC7523-3-9', 'a client without keys', (valid) => ({
    ...valid,
    clientKeys: { keys: [] },
  })),
];

/** What is refused in an assertion, its claims apart. */
export const privateKeyJwtRefusals: readonly Refusal<Context>[] = [
  refused(
    'RFC7523-2.2',
    'a SAML assertion',
    params({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer',
    }),
  ),
  refused(
    'RFC7523-2.2',
    'an assertion without its type',
    params({ client_assertion_type: undefined }),
  ),
  refused('RFC7521-4.2', "another client's client_id", params({ client_id: 'client-other' })),
  refused('RFC7521-4.2', 'a client_id in upper case', params({ client_id: 'CLIENT-TALLY' })),
  refused('SP-5.4.1-1.2', 'RS256', async (valid) => ({
    ...(await asserting({ key: rsaWithSha256 })(valid)),
    client: { ...client, token_endpoint_auth_signing_alg: undefined },
    clientKeys: parseJwkSet({ keys: [rsaWithSha256.publicJwk] }),
  })),
  refused('SP-5.4.1-1.2', 'RS256 although it was registered', async (valid) => ({
    ...(await asserting({ key: rsaWithSha256 })(valid)),
    client: { ...client, token_endpoint_auth_signing_alg: 'RS256' },
    clientKeys: parseJwkSet({ keys: [rsaWithSha256.publicJwk] }),
  })),
  refused('SP-5.4.1-1.2', 'the algorithm none', (valid) =>
    withAssertion(valid, unsigned({ kid: clientKey.kid }, assertionClaims)),
  ),
  refused('SP-5.4.1-1.2', 'HS256 with the public key', asserting({ key: hmacSigner(clientKey) })),
  refused('SP-5.4.1-1.2', 'PS256 of a client on ES256', asserting({ key: pssKey })),
  refused('SP-5.4.1-1.2', 'Ed25519 of a client on ES256', asserting({ key: edwardsKey })),
  refused(
    'SP-5.4.1-1.2',
    'ES256 of a client on EdDSA',
    registeredWith({ token_endpoint_auth_signing_alg: 'EdDSA' }),
  ),
  ...algorithms,
  ...assertionRefusals,
  ...signatures,
];
