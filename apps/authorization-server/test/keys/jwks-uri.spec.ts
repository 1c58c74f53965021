import { FapiClient, newKey, publicJwk, PublishingServer, testTls } from '@sandbank/testing';
import type { JWK } from 'jose';
import { redirectUri, startServer, type RunningServer } from '../running-server.js';

let publisher: PublishingServer;
let published: JWK[];
let server: RunningServer;

beforeAll(async () => {
  publisher = await PublishingServer.start(await testTls());
  server = await startServer({ SANDBANK_FETCH_ALLOWED_HOSTS: [`localhost:${publisher.port}`] });
});
afterAll(async () => {
  await server.stop();
  await publisher.stop();
});
beforeEach(async () => {
  published = [await newKey()];
  publisher.asked.length = 0;
  publisher.answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published.map(publicJwk) }));
  };
});

let registered = 0;

/** A client that publishes its keys, each at a path of its own. */
async function publishingClient(key: JWK): Promise<FapiClient> {
  registered += 1;
  const clientId = `client-publishing-${registered}`;
  const metadata = {
    client_id: clientId,
    client_name: 'Publisher',
    redirect_uris: [redirectUri],
    grant_types: ['client_credentials'],
    scope: 'accounts',
    authorization_details_types: [],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    dpop_bound_access_tokens: true,
    jwks_uri: publisher.url(`/${clientId}`),
  };
  await server.database.query(
    `INSERT INTO authorization_server.client (bank, client_id, metadata, status)
     VALUES ('harbour', $1, $2, 'active')`,
    [clientId, JSON.stringify(metadata)],
  );
  return clientWith(key, clientId);
}

const clientWith = (key: JWK, clientId: string): Promise<FapiClient> =>
  FapiClient.create({
    ...{ issuer: server.issuer, clientId, redirectUri, ca: server.tls.ca, key },
    now: () => server.clock.now(),
  });

describe('a client with a jwks_uri (SP-5.4.2)', () => {
  it('authenticates with a key that it publishes, and may change it (RFC 7517)', async () => {
    const client = await publishingClient(published[0]!);
    for (let time = 0; time < 5; time += 1)
      expect((await client.clientCredentials('accounts')).status).toBe(200);
    expect(publisher.asked).toHaveLength(1);
    published = [await newKey()];
    server.clock.advance(10);
    const changed = await clientWith(published[0]!, client.options.clientId);
    expect((await changed.clientCredentials('accounts')).status).toBe(200);
    expect((await client.clientCredentials('accounts')).status).toBe(401);
    expect(publisher.asked).toHaveLength(2);
  });

  it('is chosen a key by more than its kid, where decoys share it (SP-5.4.3)', async () => {
    const [key] = published;
    const decoys = [await newKey('PS256'), await newKey()].map((one) => ({
      ...one,
      kid: key!.kid!,
    }));
    published = [...decoys, key!];
    const client = await publishingClient(key!);
    expect((await client.clientCredentials('accounts')).status).toBe(200);
  });

  it('is refused blandly and told why where its keys are not to be had, and nobody else is', async () => {
    const client = await publishingClient(published[0]!);
    publisher.answer = (response) =>
      response.writeHead(302, { location: 'https://localhost:1/' }).end();
    const refused = await client.clientCredentials('accounts');
    expect(refused.status).toBe(401);
    expect(refused.json()).toMatchObject({ error: 'invalid_client' });
    expect(refused.body).not.toMatch(/redirect|jwks|https/);
    const refusals = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(refusals).toContainEqual(expect.objectContaining({ clause: 'RFC7517-5' }));
    const other = await server.client();
    expect((await other.clientCredentials('accounts')).status).toBe(200);
    publisher.answer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ keys: published.map(publicJwk) }));
    };
    server.clock.advance(10);
    expect((await client.clientCredentials('accounts')).status).toBe(200);
  });

  it('is never answered with 5xx, whatever its server does', async () => {
    const client = await publishingClient(published[0]!);
    for (const misbehave of [
      '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}',
      '{"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}',
      '{"keys":[null]}',
      '{"keys":{"length":3}}',
      '{"keys":[{"kty":"oct","k":"AAAA"}]}',
    ]) {
      publisher.answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(misbehave);
      };
      server.clock.advance(300);
      expect((await client.clientCredentials('accounts')).status).toBe(401);
    }
  });
});
