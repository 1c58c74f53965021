import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newKey, publicJwk, selfSignedCertificate } from '@sandbank/testing';
import * as oauth from 'oauth4webapi';
import { certificateFetch, type CertificateAndKey } from './http/certificate-fetch.js';
import { approve } from './http/customer.js';
import { accountAccess, type GrantedAccess } from './sandbox/account-access.js';
import { carriedOut } from './sandbox/operator-command.js';
import { bank, sandbox } from './sandbox/sandbox.js';
import { withNonce } from './sandbox/script-app.js';

// Every way to authenticate × every way to bind tokens × with and without OpenID Connect, by a client of others' making.
const description = sandbox();
const harbour = bank(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const redirectUri = 'https://app.example/callback';

interface Registration {
  readonly auth: string;
  readonly constraint: 'DPoP' | 'certificate';
  readonly openid: boolean;
}

const registrations: Registration[] = ['ES256', 'PS256', 'EdDSA', 'tls', 'self-signed'].flatMap(
  (auth) =>
    (['DPoP', 'certificate'] as const).flatMap((constraint) =>
      [true, false].map((openid) => ({ auth, constraint, openid })),
    ),
);

const folder = mkdtempSync(join(tmpdir(), 'sandbank-clients-'));
afterAll(() => rmSync(folder, { recursive: true }));

let as: oauth.AuthorizationServer;
const parties = new Map<string, Party>();
beforeAll(async () => {
  const issuer = new URL(harbour.issuer);
  as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer));
  const clients = await Promise.all(registrations.map(prepared));
  for (const { party } of clients) parties.set(party.client.client_id, party);
  const file = join(folder, 'clients.json');
  writeFileSync(file, JSON.stringify(clients.map(({ registered }) => registered)));
  await carriedOut('client', 'add', '--bank', harbour.slug, '--metadata', file);
});

/** A client as registered by the operator, and all it needs to speak for itself. */
interface Party {
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly options: {
    [oauth.customFetch]?: ReturnType<typeof certificateFetch>;
    DPoP?: oauth.DPoPHandle;
  };
}

const algorithms: Readonly<Record<string, { name: string; namedCurve?: string; hash?: string }>> = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  EdDSA: { name: 'Ed25519' },
};

const issuedCertificate = async (clientId: string): Promise<CertificateAndKey> => {
  await carriedOut('client', 'certificate', clientId, '--out', folder);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  return { cert: read(`${clientId}.pem`), key: read(`${clientId}-key.pem`) };
};

/** The members of the registration that tell how the client authenticates, and the client's side of it. */
const authenticationOf = async (auth: string, clientId: string) => {
  if (auth === 'tls') {
    return {
      metadata: {
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_subject_dn: `CN=${clientId}`,
      },
      certificate: await issuedCertificate(clientId),
      authentication: oauth.TlsClientAuth(),
    };
  }
  if (auth === 'self-signed') {
    const certificate = await selfSignedCertificate();
    const { publicKey } = new X509Certificate(certificate.cert);
    const x5c = [certificate.der.toString('base64')];
    return {
      metadata: {
        token_endpoint_auth_method: 'self_signed_tls_client_auth',
        jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), x5c }] },
      },
      certificate,
      authentication: oauth.TlsClientAuth(),
    };
  }
  const jwk = await newKey(auth);
  const key = await crypto.subtle.importKey('jwk', jwk as JsonWebKey, algorithms[auth]!, false, [
    'sign',
  ]);
  return {
    metadata: {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: auth,
      jwks: { keys: [publicJwk(jwk)] },
    },
    certificate: undefined,
    authentication: oauth.PrivateKeyJwt({ key, kid: jwk.kid! }),
  };
};

const nameOf = ({ auth, constraint, openid }: Registration): string =>
  `matrix-${auth}-${constraint}-${openid ? 'openid' : 'plain'}`;

/** What the operator registers for a client, and what the client needs itself. */
const prepared = async (registration: Registration) => {
  const { auth, constraint, openid } = registration;
  const clientId = nameOf(registration);
  const { metadata, authentication, ...held } = await authenticationOf(auth, clientId);
  const isBoundToCertificate = constraint === 'certificate';
  const registered = {
    client_id: clientId,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    tls_client_certificate_bound_access_tokens: isBoundToCertificate,
    ...metadata,
  };
  // A token is bound to any certificate, whoever vouches for it (RFC 8705 6.2).
  const certificate =
    held.certificate ?? (isBoundToCertificate ? await selfSignedCertificate() : undefined);
  const client: oauth.Client = {
    client_id: clientId,
    use_mtls_endpoint_aliases: certificate !== undefined,
    ...(openid && { id_token_signed_response_alg: 'ES256' }),
  };
  const party: Party = {
    client,
    authentication,
    options: {
      ...(certificate && { [oauth.customFetch]: certificateFetch(certificate, description.ca) }),
      ...(!isBoundToCertificate && {
        DPoP: oauth.DPoP(client, await oauth.generateKeyPair('ES256')),
      }),
    },
  };
  return { registered, party };
};

/** Pushes, sends the customer, redeems; resolves to the tokens as the library takes them. */
const journey = async ({ client, authentication, options }: Party, openid: boolean) => {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const parameters = {
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: openid ? 'openid accounts' : 'accounts',
    authorization_details: JSON.stringify(accountAccess(harbour)),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...(openid && { nonce }),
  };
  const asked = [as, client, authentication] as const;
  const { request_uri } = await withNonce(async () =>
    oauth.processPushedAuthorizationResponse(
      ...([as, client] as const),
      await oauth.pushedAuthorizationRequest(...asked, parameters, options),
    ),
  );
  const url = new URL(as.authorization_endpoint!);
  url.search = new URLSearchParams({ client_id: client.client_id, request_uri }).toString();
  const { callback } = await approve(url, customer);
  const answer = oauth.validateAuthResponse(as, client, callback, state);
  return withNonce(async () =>
    oauth.processAuthorizationCodeResponse(
      ...([as, client] as const),
      await oauth.authorizationCodeGrantRequest(...asked, answer, redirectUri, verifier, options),
      openid ? { expectedNonce: nonce, requireIdToken: true } : {},
    ),
  );
};

describe.each(registrations)('$auth, $constraint, openid $openid', (registration) => {
  const { constraint, openid } = registration;
  let party: Party;
  beforeAll(() => {
    party = parties.get(nameOf(registration))!;
  });

  const call = (accessToken: string, path: string): Promise<Response> => {
    const base = constraint === 'DPoP' ? harbour.resource_base : harbour.mtls_resource_base;
    const url = new URL(`${base}/aisp${path}`);
    const { DPoP, [oauth.customFetch]: send } = party.options;
    const options = { ...(DPoP && { DPoP }), ...(!DPoP && send && { [oauth.customFetch]: send }) };
    return withNonce(() =>
      oauth.protectedResourceRequest(accessToken, 'GET', url, undefined, undefined, options),
    );
  };

  it('reads what the customer allowed, refreshes, and gives it back', async () => {
    const { client, authentication, options } = party;
    const tokens = await journey(party, openid);
    expect(tokens.token_type).toBe(constraint === 'DPoP' ? 'dpop' : 'bearer');
    expect(tokens.id_token === undefined).toBe(!openid);
    const [granted] = tokens.authorization_details as unknown as GrantedAccess[];
    expect(granted?.Status).toBe('AUTH');
    expect((await call(tokens.access_token, '/accounts')).status).toBe(200);

    const refreshed = await withNonce(async () =>
      oauth.processRefreshTokenResponse(
        ...([as, client] as const),
        await oauth.refreshTokenGrantRequest(
          ...([as, client, authentication, tokens.refresh_token!, options] as const),
        ),
      ),
    );
    expect((await call(refreshed.access_token, '/accounts')).status).toBe(200);
    if (openid) {
      const { sub } = oauth.getValidatedIdTokenClaims(tokens)!;
      const info = await withNonce(() =>
        oauth.userInfoRequest(as, client, refreshed.access_token, options),
      );
      expect(await oauth.processUserInfoResponse(as, client, sub, info)).toMatchObject({ sub });
    }

    await oauth.processRevocationResponse(
      await oauth.revocationRequest(
        ...([as, client, authentication, tokens.refresh_token!, options] as const),
      ),
    );
    await expect(call(refreshed.access_token, '/accounts')).rejects.toMatchObject({ status: 401 });
  });

  it('gets a token of its own, bound in the same way', async () => {
    const { client, authentication, options } = party;
    const scope = { scope: 'accounts' };
    const tokens = await withNonce(async () =>
      oauth.processClientCredentialsResponse(
        ...([as, client] as const),
        await oauth.clientCredentialsGrantRequest(
          ...([as, client, authentication, scope, options] as const),
        ),
      ),
    );
    expect(tokens.token_type).toBe(constraint === 'DPoP' ? 'dpop' : 'bearer');
    expect(tokens.refresh_token).toBeUndefined();
  });
});
