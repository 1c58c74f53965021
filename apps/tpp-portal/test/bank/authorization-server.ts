import { publicJwk } from '@sandbank/testing';
import { grantedDetails } from './account-data.js';
import { explain } from './rejections.js';
import {
  authenticate,
  bindingOf,
  clientId,
  nonceRefusal,
  withNextNonce,
  type RegisteredClient,
} from './client-checks.js';
import type { Answer, Received } from './https-listener.js';
import { opaque, type Binding, type Ledger } from './ledger.js';

export interface AuthorizationServerParts {
  readonly ledger: Ledger;
  readonly client: RegisteredClient;
  readonly issuer: () => string;
  readonly resource: () => string;
  readonly metadata: () => Readonly<Record<string, unknown>>;
}

/** What the authorization server answers; unforeseen faults of the client are a 400. */
export const authorizationServer =
  (parts: AuthorizationServerParts) =>
  async (request: Received): Promise<Answer> => {
    const { ledger, client } = parts;
    const { manners } = ledger;
    const path = request.url.pathname;
    ledger.requests.push(request);
    if (path.includes('/.well-known/')) return discovery(parts, path);
    if (path.endsWith('/jwks')) {
      return { status: 200, json: { keys: manners.keys?.(ledger.key) ?? [publicJwk(ledger.key)] } };
    }
    if (path.endsWith('/userinfo')) return userinfo(parts, request);
    if (path.endsWith('/rejections')) return explain(ledger, client, request, 'userinfo');
    await authenticate(request, parts.issuer(), client, manners.aheadSeconds);
    if (path.endsWith('/revoke')) return revoke(ledger, request);
    const refusal = nonceRefusal(request, ledger, 'authorizationServer', client);
    if (refusal !== undefined) return refusal;
    const binding = await bindingOf(request, ledger, 'authorizationServer', client);
    const answer = path.endsWith('/par')
      ? push(ledger, request, binding)
      : await token(parts, request, binding);
    return withNextNonce(answer, ledger, 'authorizationServer');
  };

function discovery({ ledger, metadata }: AuthorizationServerParts, path: string): Answer {
  const { discovery: spoilt, plainOAuth } = ledger.manners;
  if (spoilt !== undefined) return spoilt;
  const isOidc = path.endsWith('openid-configuration');
  if (isOidc && plainOAuth === true) return { status: 404, json: { error: 'not_found' } };
  return { status: 200, json: { ...metadata(), ...ledger.manners.metadata } };
}

function push(ledger: Ledger, request: Received, binding: Binding): Answer {
  if (ledger.manners.push !== undefined) return ledger.manners.push;
  const requestUri = `urn:ietf:params:oauth:request_uri:${opaque()}`;
  ledger.pushed.set(requestUri, { params: request.form, binding });
  return { status: 201, json: { request_uri: requestUri, expires_in: 90 } };
}

async function token(
  parts: AuthorizationServerParts,
  { form }: Received,
  binding: Binding,
): Promise<Answer> {
  const { ledger } = parts;
  const { manners } = ledger;
  if (form.get('grant_type') === 'refresh_token') {
    if (manners.refresh !== undefined) return manners.refresh;
    const presented = form.get('refresh_token') ?? '';
    if (!ledger.refreshTokens.has(presented))
      return { status: 400, json: { error: 'invalid_grant' } };
    if (manners.keepsRefreshTokens !== true) ledger.refreshTokens.delete(presented);
    return tokens(parts, binding, { refreshed: true });
  }
  if (form.get('grant_type') === 'client_credentials') {
    return tokens(parts, binding, { ofClient: true });
  }
  if (manners.token !== undefined) return manners.token;
  const code = form.get('code') ?? '';
  const grant = ledger.codes.get(code);
  ledger.codes.delete(code);
  const sameKey = JSON.stringify(grant?.binding) === JSON.stringify(binding);
  if (grant === undefined || !sameKey) return { status: 400, json: { error: 'invalid_grant' } };
  return tokens(parts, binding, { params: grant.params });
}

async function tokens(
  { ledger, issuer, resource }: AuthorizationServerParts,
  { token_type, cnf }: Binding,
  {
    params,
    refreshed = false,
    ofClient = false,
  }: { params?: URLSearchParams; refreshed?: boolean; ofClient?: boolean },
): Promise<Answer> {
  const { manners } = ledger;
  const base = { iss: issuer(), sub: 'someone' };
  const accessToken =
    manners.accessToken ??
    (await ledger.sign('at+jwt', {
      ...base,
      aud: resource(),
      client_id: clientId,
      cnf,
      ...manners.accessTokenClaims,
    }));
  ledger.issuedTokens.push(accessToken);
  if (ofClient) {
    const answer = { access_token: accessToken, token_type: manners.tokenType ?? token_type };
    return { status: 200, json: { ...answer, expires_in: 300 } };
  }
  const refreshToken = opaque();
  if (!refreshed || manners.keepsRefreshTokens !== true) ledger.refreshTokens.add(refreshToken);
  ledger.secrets.push(refreshToken);
  const openid = params?.get('scope')?.split(' ').includes('openid') === true;
  const nonce = params?.get('nonce') ?? undefined;
  const idClaims = openid
    ? { ...base, aud: clientId, nonce, ...manners.idToken }
    : refreshed &&
      manners.refreshedIdToken && { ...base, aud: clientId, ...manners.refreshedIdToken };
  const idToken =
    idClaims &&
    (await ledger.sign('JWT', idClaims, {
      ...manners.idTokenJwt,
      ...(manners.foreignSignature === true ? { key: ledger.foreignKey } : {}),
    }));
  return {
    status: 200,
    json: {
      access_token: accessToken,
      token_type: manners.tokenType ?? token_type,
      expires_in: 300,
      ...(refreshed && manners.keepsRefreshTokens === true ? {} : { refresh_token: refreshToken }),
      authorization_details: [grantedDetails],
      id_token: idToken || undefined,
      ...manners.tokenAnswer,
    },
  };
}

function revoke(ledger: Ledger, { form }: Received): Answer {
  if (ledger.manners.revoke !== undefined) return ledger.manners.revoke;
  ledger.revokedTokens.push(form.get('token') ?? '');
  ledger.refreshTokens.delete(form.get('token') ?? '');
  return { status: 200, text: '' };
}

async function userinfo(
  { ledger, client }: AuthorizationServerParts,
  request: Received,
): Promise<Answer> {
  const [, accessToken = ''] = String(request.headers.authorization).split(' ');
  const refusal = nonceRefusal(request, ledger, 'userinfo', client);
  if (refusal !== undefined) return refusal;
  await bindingOf(request, ledger, 'userinfo', client, accessToken);
  const { userinfoAnswer, userinfo: changed } = ledger.manners;
  return (
    userinfoAnswer ?? { status: 200, json: { sub: 'someone', name: 'Maya Okafor', ...changed } }
  );
}
