import type { ClientMetadata } from '@sandbank/oauth';
import {
  parseAccessToken,
  parseClientAssertion,
  parseDpopProof,
  type AssertionContext,
  type ProofContext,
  type PushContext,
  type ResourceContext,
  type TokenContext,
} from '../src/index.js';
import {
  accessToken,
  assertion,
  certificateToken,
  parsedProof,
  resourceProof,
  type Jwt,
} from './jwts.js';
import { certificate } from './parties.js';

interface WithParams {
  readonly params: Readonly<Record<string, string>>;
}

/** A change of form parameters; one that is undefined is left out. */
export const params =
  (changes: Readonly<Record<string, string | undefined>>) =>
  <Context extends WithParams>(valid: Context): Context => {
    const changed = Object.entries({ ...valid.params, ...changes });
    const kept = changed.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...valid, params: Object.fromEntries(kept) };
  };

/** The request with this assertion. */
export const withAssertion = <Context extends AssertionContext>(
  valid: Context,
  jwt: string,
): Context => ({
  ...valid,
  params: { ...valid.params, client_assertion: jwt },
  assertion: parseClientAssertion(jwt),
});

/** The request with a really signed assertion that differs in this. */
export const asserting =
  (jwt: Jwt) =>
  async (valid: AssertionContext): Promise<AssertionContext> =>
    withAssertion(valid, await assertion(jwt));

/** The same, without the `client_id` that may stand beside the assertion. */
export const assertingAlone =
  (jwt: Jwt) =>
  async (valid: AssertionContext): Promise<AssertionContext> =>
    params({ client_id: undefined })(await asserting(jwt)(valid));

/** The client with these registered values. */
export const registeredWith =
  (registration: Readonly<Record<string, unknown>>) =>
  <Context extends { readonly client: ClientMetadata }>(valid: Context): Context => ({
    ...valid,
    client: { ...valid.client, ...registration },
  });

/** The request with this DPoP header. */
export const withProof = (valid: ProofContext, header: string): ProofContext => {
  const proof = parseDpopProof(header);
  return proof === undefined ? valid : { ...valid, proof };
};

/** The request with a really signed proof that differs in this. */
export const proving =
  (jwt: Jwt) =>
  async (valid: ProofContext): Promise<ProofContext> => ({
    ...valid,
    proof: await parsedProof(jwt),
  });

/** A client that registered this very redirect URI and asks for it. */
export const redirectedTo =
  (uri: string) =>
  (valid: PushContext): PushContext => ({
    ...params({ redirect_uri: uri })(valid),
    client: { ...valid.client, redirect_uris: [uri] },
  });

/** The call with this access token, and a proof made for it. */
export async function withToken(valid: ResourceContext, token: string): Promise<ResourceContext> {
  return {
    ...valid,
    accessToken: token,
    token: parseAccessToken(token),
    proof: await resourceProof(token),
  };
}

/** The call with a really signed access token that differs in this. */
export const presenting =
  (jwt: Jwt) =>
  async (valid: ResourceContext): Promise<ResourceContext> =>
    withToken(valid, await accessToken(jwt));

/** The request of a client whose tokens are bound to its certificate, which it shows, without a proof. */
export const bindingToCertificate = <Context extends TokenContext>(valid: Context): Context => {
  const { dpop_jkt: _jkt, ...params } = valid.params;
  const binding = {
    dpop_bound_access_tokens: false,
    tls_client_certificate_bound_access_tokens: true,
  };
  return {
    ...valid,
    params,
    client: { ...valid.client, ...binding },
    proof: undefined,
    certificate,
  };
};

/** The call of such a client: its token under the scheme Bearer on a connection with its certificate. */
export const presentingBound =
  (jwt: Jwt = {}, changes: Partial<ResourceContext> = {}) =>
  async (valid: ResourceContext): Promise<ResourceContext> => {
    const bound = await withToken(valid, await certificateToken(jwt));
    return { ...bound, scheme: 'bearer', proof: undefined, certificate, ...changes };
  };
