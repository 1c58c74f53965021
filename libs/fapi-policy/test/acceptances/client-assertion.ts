import { parseJwkSet } from '@sandbank/crypto';
import type { AssertionContext } from '../../src/index.js';
import { asserting, params, registeredWith } from '../changes.js';
import { clientKey, edwardsKey, nowSeconds, pssKey, strangerKey } from '../parties.js';
import type { Acceptance } from '../refusal.js';

/** A decoy under the client's kid: a public key of another kind (SP-5.4.3). */
const decoys = {
  'of another type': { ...pssKey.publicJwk, kid: clientKey.kid },
  'of another curve': { ...edwardsKey.publicJwk, kid: clientKey.kid },
  'of the same type': strangerKey.publicJwk,
  'for encryption': { ...strangerKey.publicJwk, use: 'enc' },
};

const pinned = (alg: string | undefined) =>
  registeredWith({ token_endpoint_auth_signing_alg: alg });

export const privateKeyJwtAcceptances: readonly Acceptance<AssertionContext>[] = [
  ...['iat', 'nbf'].flatMap((claim) =>
    [8, 10, 30, -3600].map((seconds) => ({
      what: `an ${claim} ${seconds} s from now (SP-5.3.2.1-13)`,
      change: asserting({ claims: { [claim]: nowSeconds + seconds } }),
    })),
  ),
  { what: 'no iat', change: asserting({ claims: { iat: undefined } }) },
  { what: 'an iat with a fraction', change: asserting({ claims: { iat: nowSeconds - 0.5 } }) },
  { what: 'an exp of the next second', change: asserting({ claims: { exp: nowSeconds + 1 } }) },
  { what: 'an exp 300 s ahead', change: asserting({ claims: { exp: nowSeconds + 300 } }) },
  {
    what: 'an exp 300 s ahead of a clock that is 30 s fast',
    change: asserting({ claims: { iat: nowSeconds + 30, exp: nowSeconds + 330 } }),
  },
  ...[undefined, 'JWT', 'jwt', 'client-authentication+jwt', 'Client-Authentication+JWT'].map(
    (typ) => ({ what: `typ ${String(typ)} (RFC 10070)`, change: asserting({ header: { typ } }) }),
  ),
  {
    what: 'typ application/client-authentication+jwt',
    change: asserting({ header: { typ: 'application/client-authentication+jwt' } }),
  },
  { what: 'no kid', change: asserting({ header: { kid: undefined } }) },
  { what: 'no client_id beside the assertion', change: params({ client_id: undefined }) },
  {
    what: 'claims that nobody asked for',
    change: asserting({ claims: { scope: ['x'], a: {} } }),
  },
  { what: 'a jti of 512 characters', change: asserting({ claims: { jti: 'j'.repeat(512) } }) },
  {
    what: 'PS256',
    change: async (valid) => pinned('PS256')(await asserting({ key: pssKey })(valid)),
  },
  ...['EdDSA', 'Ed25519'].flatMap((registered) =>
    ['EdDSA', 'Ed25519'].map((alg) => ({
      what: `${alg} of a client on ${registered}`,
      change: async (valid: AssertionContext) =>
        pinned(registered)(await asserting({ key: { ...edwardsKey, alg } })(valid)),
    })),
  ),
  {
    what: 'any allowed algorithm of a client that named none',
    change: async (valid) => pinned(undefined)(await asserting({ key: pssKey })(valid)),
  },
  ...Object.entries(decoys).map(([which, decoy]) => ({
    what: `a key beside a decoy ${which} under the same kid (SP-5.4.3)`,
    change: (valid: AssertionContext) => ({
      ...valid,
      clientKeys: parseJwkSet({ keys: [decoy, clientKey.publicJwk] }),
    }),
  })),
];
