import { randomUUID } from 'node:crypto';
import {
  exchange,
  jsonAnswer,
  newKey,
  publicJwk,
  PublishingServer,
  signedJwt,
  testTls,
  type HttpsAnswer,
  type JwtOverrides,
} from '@sandbank/testing';
import type { JWK } from 'jose';
import { startServer, type RunningServer } from '../running-server.js';

export type Json = Readonly<Record<string, unknown>>;

/** A directory that says whatever a spec wants, with a key that it publishes. */
export interface TestDirectory {
  readonly publisher: PublishingServer;
  readonly key: JWK;
  readonly url: string;
}

/** A bank of whose directory the spec is master. */
export interface RegisteringServer extends RunningServer {
  readonly directory: TestDirectory;
  /** A statement about software, of which the claims and the header can be changed. */
  statement(overrides?: JwtOverrides): Promise<string>;
  /** Registers, by default with a good statement and good metadata. */
  register(changes?: Json, options?: RegisterOptions): Promise<HttpsAnswer>;
  /** One call of the client configuration endpoint. */
  manage(method: string, uri: string, token?: string, body?: Json): Promise<HttpsAnswer>;
  /** How many clients and registrations there are at the banks. */
  counts(): Promise<{ clients: number; registrations: number; torn: number }>;
}

export interface RegisterOptions {
  readonly bank?: string;
  /** What the statement says; a new one of new software by default. */
  readonly claims?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

export const callback = 'https://app.example/callback';

/** Claims of a statement about software of every role. */
export const softwareClaims = (changes: Json = {}): Json => {
  const id = randomUUID();
  return {
    ...{ jti: randomUUID(), software_id: id, software_version: '1.0' },
    client_name: 'Tally',
    redirect_uris: [callback],
    software_roles: ['AISP', 'PISP', 'CBPII'],
    software_san_uri: `urn:sandbank:software:${id}`,
    ...{
      organisation_id: randomUUID(),
      organisation_name: 'App Ltd',
      organisation_roles: ['AISP'],
    },
    ...changes,
  };
};

/** With `pollMilliseconds` it asks its directory for authorities that often. */
export async function startRegisteringServer(
  pollMilliseconds?: number,
): Promise<RegisteringServer> {
  const key = await newKey();
  const publisher = await PublishingServer.start(await testTls());
  publisher.answer = jsonAnswer({ keys: [publicJwk(key)] });
  const url = publisher.url('');
  const server = await startServer({ SANDBANK_DIRECTORY_URL: url }, pollMilliseconds);
  const json = { 'content-type': 'application/json' };
  const statement = ({ claims, header, ...rest }: JwtOverrides = {}): Promise<string> => {
    const iat = server.clock.nowSeconds();
    return signedJwt(
      { alg: 'ES256', typ: 'JWT', kid: key.kid, ...header },
      { iss: url, iat, exp: iat + 3600, ...softwareClaims(), ...claims },
      key,
      rest,
    );
  };
  return {
    ...server,
    get resourceServerStatus() {
      return server.resourceServerStatus;
    },
    directory: { publisher, key, url },
    statement,
    register: async (changes = {}, { bank = 'harbour', claims, headers } = {}) =>
      exchange(`${server.issuer.replace(/harbour$/, bank)}/register`, server.tls.ca, {
        ...{ method: 'POST', headers: { ...json, ...headers } },
        body: JSON.stringify({
          software_statement: await statement(claims && { claims }),
          ...goodMetadata(await publishedKey),
          ...changes,
        }),
      }),
    manage: (method, uri, token, body) =>
      exchange(uri, server.tls.ca, {
        method,
        headers: {
          ...(body === undefined ? {} : json),
          authorization: token === undefined ? undefined : `Bearer ${token}`,
        },
        body: body && JSON.stringify(body),
      }),
    counts: async () => {
      const [row] = await server.database.query<{
        clients: number;
        registrations: number;
        torn: number;
      }>(
        `SELECT (SELECT count(*)::int FROM authorization_server.client
                 WHERE client_id ~ '^client-[0-9a-f-]{36}$') AS clients,
           (SELECT count(*)::int FROM authorization_server.client_registration) AS registrations,
           (SELECT count(*)::int FROM authorization_server.client_registration r
            FULL JOIN authorization_server.client c USING (bank, client_id)
            WHERE c.client_id ~ '^client-[0-9a-f-]{36}$' AND (r.bank IS NULL OR c.bank IS NULL)) AS torn`,
      );
      return row!;
    },
    stop: async () => {
      await server.stop();
      await publisher.stop();
    },
  };
}

const publishedKey = newKey();

/** The private key of the clients that `register` registers. */
export const clientKey = (): Promise<JWK> => publishedKey;

const goodMetadata = (key: JWK): Json => ({
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'ES256',
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  jwks: { keys: [publicJwk(key)] },
});
