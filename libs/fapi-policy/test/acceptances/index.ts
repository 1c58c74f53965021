import { parseJwkSet } from '@sandbank/crypto';
import type { ResourceContext } from '../../src/index.js';
import { bindingToCertificate, params, presenting, presentingBound } from '../changes.js';
import { parsedProof } from '../jwts.js';
import {
  accountsUrl,
  bankKey,
  certificate,
  certificateClient,
  clientKey,
  dpopKey,
  edwardsKey,
  nowSeconds,
  pssKey,
  resourceBase,
  strangersCertificate,
} from '../parties.js';
import type { Acceptances } from '../refusal.js';
import { privateKeyJwtAcceptances } from './client-assertion.js';
import {
  clientAuthenticationAcceptances,
  selfSignedAcceptances,
  tlsClientAuthAcceptances,
} from './client-authentication.js';
import { proofAcceptances } from './dpop-proof.js';
import { decisionAcceptances } from './openid.js';
import { pushAcceptances } from './push.js';

/** What a server on FAPI 2.0 must let pass, whatever else it refuses. */
export const acceptances: Acceptances = {
  clientAuthentication: clientAuthenticationAcceptances,
  private_key_jwt: privateKeyJwtAcceptances,
  tls_client_auth: tlsClientAuthAcceptances,
  self_signed_tls_client_auth: selfSignedAcceptances,
  constraint: [
    {
      what: 'neither proof nor dpop_jkt of a client of certificates',
      change: (valid) => ({ ...valid, client: certificateClient, params: {}, dpopHeader: false }),
    },
    {
      what: 'neither of a client of DPoP: its push needs no key yet',
      change: (valid) => ({ ...valid, params: {}, dpopHeader: false }),
    },
  ],
  proof: proofAcceptances,
  push: pushAcceptances,
  authorize: [
    {
      what: 'parameters beside request_uri, which are ignored',
      change: params({ scope: 'payments', redirect_uri: 'https://attacker.example', state: 'x' }),
    },
  ],
  decision: decisionAcceptances,
  token: ['refresh_token', 'client_credentials'].map((type) => ({
    what: `grant_type ${type}`,
    change: params({ grant_type: type }),
  })),
  codeExchange: [
    {
      what: 'a certificate instead of a proof, of a client that registered so (RFC 8705 3)',
      change: (valid) => ({
        ...bindingToCertificate(valid),
        code: valid.code && { ...valid.code, dpopJkt: undefined },
      }),
    },
    {
      what: 'a certificate beside the proof: mutual TLS may authenticate a client of DPoP',
      change: (valid) => ({ ...valid, certificate }),
    },
    { what: 'no resource', change: params({ resource: undefined }) },
    {
      what: 'any DPoP key for a code that is bound to none',
      change: async (valid) => ({
        ...valid,
        code: valid.code && { ...valid.code, dpopJkt: undefined },
        proof: await parsedProof({ key: clientKey }),
      }),
    },
  ],
  refresh: [
    {
      what: 'another certificate: refresh tokens are bound to the client (RFC 8705 6.3)',
      change: (valid) => ({
        ...bindingToCertificate(valid),
        certificate: strangersCertificate,
      }),
    },
    {
      what: 'another DPoP key: refresh tokens are bound to the client (RFC 9449 5)',
      change: async (valid) => ({ ...valid, proof: await parsedProof({ key: clientKey }) }),
    },
    { what: 'the scope in another order', change: params({ scope: 'accounts openid' }) },
    { what: 'no scope', change: params({ scope: undefined }) },
  ],
  clientCredentials: [
    { what: 'a certificate instead of a proof', change: bindingToCertificate },
    { what: 'no scope', change: params({ scope: undefined }) },
    { what: 'no resource', change: params({ resource: undefined }) },
  ],
  revocation: [
    { what: 'any hint', change: params({ token_type_hint: 'urn:unheard-of' }) },
    {
      what: 'a resource server, which holds no token that it could revoke',
      change: (valid) => ({ ...valid, client: { ...valid.client, resource: resourceBase } }),
    },
  ],
  introspection: [{ what: 'no hint', change: params({ token_type_hint: undefined }) }],
  resource: [
    {
      what: 'a token that is bound to the certificate of this connection (RFC 8705 3)',
      change: presentingBound(),
    },
    {
      what: 'a DPoP token on a connection with any certificate',
      change: (valid) => ({ ...valid, certificate: strangersCertificate }),
    },
    {
      what: 'members of cnf that nobody knows',
      change: presentingBound({
        claims: { cnf: { 'x5t#S256': certificate.thumbprint, kid: 'x' } },
      }),
    },
    ...['at+jwt', 'application/at+jwt', 'AT+JWT'].map((typ) => ({
      what: `typ ${typ}`,
      change: presenting({ header: { typ } }),
    })),
    {
      what: 'this resource server among several as aud (RFC 9068 4)',
      change: presenting({ claims: { aud: ['https://other.example', resourceBase] } }),
    },
    {
      what: 'a token for another name of this resource server',
      change: (valid) => ({ ...valid, audience: ['https://bank.example/userinfo', resourceBase] }),
    },
    { what: 'an exp of the next second', change: presenting({ claims: { exp: nowSeconds + 1 } }) },
    { what: 'an iat 30 s ahead', change: presenting({ claims: { iat: nowSeconds + 30 } }) },
    { what: 'no iat', change: presenting({ claims: { iat: undefined } }) },
    { what: 'an nbf in the past', change: presenting({ claims: { nbf: nowSeconds - 1 } }) },
    {
      what: 'a key beside a decoy of the same kid (SP-5.4.3)',
      change: (valid) => ({
        ...valid,
        issuerKeys: parseJwkSet({
          keys: [{ ...dpopKey.publicJwk, kid: bankKey.kid }, bankKey.publicJwk],
        }),
      }),
    },
    ...[pssKey, edwardsKey, { ...edwardsKey, alg: 'EdDSA' }].map((key) => ({
      what: `a token that the bank signed with ${key.alg}`,
      change: async (valid: ResourceContext) => ({
        ...(await presenting({ key })(valid)),
        issuerKeys: parseJwkSet({ keys: [key.publicJwk] }),
      }),
    })),
    {
      what: 'another method and URL, which the proof rules compare',
      change: (valid) => ({ ...valid, method: 'POST', url: `${accountsUrl}/1` }),
    },
  ],
};
