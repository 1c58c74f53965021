import { randomBytes } from 'node:crypto';
import {
  fapi2SecurityProfile,
  jwtBearerAssertionType,
  parseAccessToken,
  parseClientAssertion,
  parseIdTokenHint,
  type AssertionContext,
  type AuthorizeContext,
  type CertificateContext,
  type ClientAuthenticationContext,
  type CodeExchangeContext,
  type ConstraintContext,
  type DecisionContext,
  type FapiProfile,
  type PresentedTokenContext,
  type ProofContext,
  type PushContext,
  type RefreshContext,
  type ResourceContext,
  type TokenContext,
} from '../src/index.js';
import { accessToken, assertion, idToken, parsedProof, resourceProof } from './jwts.js';
import * as parties from './parties.js';
import { digest } from './signing.js';

/** The lists of rules of a profile. */
export type Endpoint = Exclude<keyof FapiProfile, 'id' | 'limits' | 'metadata'>;

/** What each list of rules looks at. */
export interface Contexts {
  readonly clientAuthentication: ClientAuthenticationContext;
  readonly private_key_jwt: AssertionContext;
  readonly tls_client_auth: CertificateContext;
  readonly self_signed_tls_client_auth: CertificateContext;
  readonly constraint: ConstraintContext;
  readonly proof: ProofContext;
  readonly push: PushContext;
  readonly authorize: AuthorizeContext;
  readonly decision: DecisionContext;
  readonly token: TokenContext;
  readonly codeExchange: CodeExchangeContext;
  readonly refresh: RefreshContext;
  readonly clientCredentials: TokenContext;
  readonly revocation: PresentedTokenContext;
  readonly introspection: PresentedTokenContext;
  readonly resource: ResourceContext;
}

const { issuer, nowSeconds, client, resourceBase, redirectUri } = parties;
const namedGrant = {
  clientId: client.client_id,
  customerId: parties.customer,
  active: true,
  livingConsents: fapi2SecurityProfile.limits.grantConsentsMax - 1,
};
const policy = { issuer, nowSeconds, limits: fapi2SecurityProfile.limits };
const secret = (): string => randomBytes(32).toString('base64url');

/** For each list of rules a request that it must let pass. */
export const validRequest: {
  readonly [E in Endpoint]: () => Promise<Contexts[E]>;
} = {
  clientAuthentication: async () => ({
    ...policy,
    params: { client_id: client.client_id },
    authorizationHeader: false,
    client,
    method: 'private_key_jwt',
  }),
  private_key_jwt: async () => {
    const jwt = await assertion();
    return {
      ...(await validRequest.clientAuthentication()),
      params: {
        client_id: client.client_id,
        client_assertion_type: jwtBearerAssertionType,
        client_assertion: jwt,
      },
      clientKeys: parties.clientKeys,
      assertion: parseClientAssertion(jwt),
    };
  },
  tls_client_auth: async () => ({
    ...(await validRequest.clientAuthentication()),
    client: parties.certificateClient,
    method: 'tls_client_auth',
    certificate: parties.certificate,
    isTrusted: true,
    registeredCertificates: [],
  }),
  self_signed_tls_client_auth: async () => ({
    ...(await validRequest.clientAuthentication()),
    client: { ...parties.certificateClient, tls_client_auth_subject_dn: undefined },
    method: 'self_signed_tls_client_auth',
    certificate: parties.certificate,
    isTrusted: false,
    registeredCertificates: ['b2xk', parties.certificate.thumbprint],
  }),
  constraint: async () => ({
    ...policy,
    params: { client_id: client.client_id, dpop_jkt: parties.dpopKey.thumbprint },
    client,
    dpopHeader: true,
  }),
  proof: async () => ({
    ...policy,
    proof: await parsedProof(),
    method: 'POST',
    url: parties.tokenEndpoint,
    nonceIsAccepted: (nonce) => nonce === parties.serverNonce,
  }),
  push: async () => ({
    ...policy,
    client,
    proof: await parsedProof({ claims: { htu: `${issuer}/par` } }),
    certificate: undefined,
    resources: [resourceBase],
    idTokenHint: parseIdTokenHint(await idToken()),
    issuerKeys: parties.bankKeys,
    grant: namedGrant,
    params: {
      client_id: client.client_id,
      response_type: 'code',
      response_mode: 'query',
      redirect_uri: redirectUri,
      code_challenge: digest(secret()),
      code_challenge_method: 'S256',
      scope: 'openid accounts',
      state: secret(),
      nonce: secret(),
      prompt: 'login consent',
      max_age: '300',
      acr_values: 'urn:test:sca',
      login_hint: 'maya',
      claims: '{"id_token":{"auth_time":{"essential":true}}}',
      resource: resourceBase,
      grant_management_action: 'merge',
      grant_id: parties.grantId,
      dpop_jkt: parties.dpopKey.thumbprint,
    },
  }),
  authorize: async () => ({
    ...policy,
    params: {
      client_id: client.client_id,
      request_uri: `urn:ietf:params:oauth:request_uri:${secret()}`,
    },
    client,
    pushed: {
      clientId: client.client_id,
      expiresAtSeconds: nowSeconds + 1,
      consumed: false,
      redirectUri,
      openedElsewhere: false,
    },
  }),
  decision: async () => ({
    ...policy,
    params: {
      ...{ redirect_uri: redirectUri, scope: 'openid accounts', prompt: 'login' },
      ...{ grant_management_action: 'merge', grant_id: parties.grantId },
    },
    grant: namedGrant,
    client,
    detailTypes: client.authorization_details_types,
    claims: { id_token: { acr: { essential: true, value: 'urn:test:sca' } } },
    maxAgeSeconds: 60,
    expectedSubject: parties.customer,
    acrValues: ['urn:test:sca'],
    signIn: { subject: parties.customer, authenticatedAtSeconds: nowSeconds - 60 },
  }),
  token: async () => ({ ...(await tokenRequest('authorization_code')) }),
  codeExchange: async () => {
    const verifier = secret();
    const request = await tokenRequest('authorization_code');
    return {
      ...request,
      params: {
        ...request.params,
        code: secret(),
        redirect_uri: redirectUri,
        code_verifier: verifier,
        resource: resourceBase,
      },
      code: {
        clientId: client.client_id,
        redirectUri,
        codeChallenge: digest(verifier),
        dpopJkt: parties.dpopKey.thumbprint,
        expiresAtSeconds: nowSeconds + 1,
        consumed: false,
        active: true,
      },
    };
  },
  refresh: async () => {
    const request = await tokenRequest('refresh_token');
    return {
      ...request,
      params: { ...request.params, refresh_token: secret(), scope: 'accounts' },
      refreshToken: {
        clientId: client.client_id,
        scope: 'openid accounts',
        detailTypes: client.authorization_details_types,
        expiresAtSeconds: nowSeconds + 1,
        lastUsedAtSeconds:
          nowSeconds - fapi2SecurityProfile.limits.refreshTokenInactivitySeconds + 1,
        active: true,
      },
    };
  },
  clientCredentials: async () => {
    const request = await tokenRequest('client_credentials');
    return { ...request, params: { ...request.params, scope: 'accounts', resource: resourceBase } };
  },
  revocation: async () => ({ ...policy, client, params: { token: secret() } }),
  introspection: async () => ({
    ...policy,
    client: { ...client, grant_types: [], redirect_uris: [], resource: resourceBase },
    params: { token: secret(), token_type_hint: 'access_token' },
  }),
  resource: async () => {
    const token = await accessToken();
    return {
      ...policy,
      scheme: 'dpop',
      accessToken: token,
      tokenInQuery: false,
      token: parseAccessToken(token),
      issuerKeys: parties.bankKeys,
      audience: resourceBase,
      method: 'GET',
      url: parties.accountsUrl,
      proof: await resourceProof(token),
      certificate: undefined,
      nonceIsAccepted: (nonce) => nonce === parties.serverNonce,
    };
  },
};

async function tokenRequest(grantType: string): Promise<TokenContext> {
  return {
    ...policy,
    client,
    params: { grant_type: grantType, client_id: client.client_id },
    proof: await parsedProof(),
    certificate: undefined,
    resources: [resourceBase],
  };
}
