import { completeJourney, selfSignedCertificate, type FapiClient } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { as, certifiedClient, constrainedBy, issued } from './certified-clients.js';
import { resourceServerClient } from './further-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('revocation, introspection and UserInfo for clients with certificates (RFC 8705)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let token: string;
  let refreshToken: string;

  beforeAll(async () => {
    server = await startServer();
    client = await certifiedClient(server, 'client-certified', await issued('certified'), {
      ...constrainedBy('mtls'),
      tls_client_auth_san_dns: 'certified.app.example',
    });
    const journey = await completeJourney(client, maya);
    token = journey.accessToken;
    refreshToken = journey.refreshToken ?? '';
  });
  afterAll(() => server.stop());

  const alias = async (name: string): Promise<string> => {
    const { mtls_endpoint_aliases: aliases } = await client.discover();
    return (aliases as Readonly<Record<string, string>>)[name]!;
  };

  it('have aliases for mutual TLS (RFC 8705 5)', async () => {
    const metadata = await client.discover();
    for (const name of ['revocation_endpoint', 'introspection_endpoint', 'userinfo_endpoint']) {
      expect(await alias(name)).toMatch(/^https:\/\/localhost:\d+\/harbour\/[a-z]+$/);
      expect(await alias(name)).not.toBe(metadata[name]);
    }
  });

  it('UserInfo takes a token on a connection with its certificate, and on no other (RFC 8705 3)', async () => {
    const url = await alias('userinfo_endpoint');
    const answer = await client.call(url, token);
    expect({ status: answer.status, body: answer.json() }).toEqual({
      ...{ status: 200, body: { sub: maya.id } },
    });
    const thief = as(client, { certificate: await selfSignedCertificate() });
    for (const stolen of [
      await (await thief).call(url, token),
      await client.call(`${server.issuer}/userinfo`, token),
    ]) {
      expect(stolen.status).toBe(401);
      expect(stolen.header('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('introspection tells the thumbprint that the token has, and that it is presented as Bearer (RFC 8705 3.2)', async () => {
    const api = await resourceServerClient(server);
    expect((await api.introspect(token)).json()).toMatchObject({
      ...{ active: true, token_type: 'Bearer', cnf: decodeJwt(token)['cnf'] },
    });
  });

  it('a resource server may be known by its certificate, as any client (RFC 7662 2.1)', async () => {
    const api = await certifiedClient(server, 'client-certified-api', await issued('api'), {
      ...{ resource: server.resourceBase, grant_types: [], redirect_uris: [], scope: '' },
      tls_client_auth_san_dns: 'api.app.example',
    });
    expect((await api.introspect(token)).json()['active']).toBe(true);
    const stranger = await as(api, { certificate: await issued('stranger') });
    const refused = await stranger.introspect(token);
    expect(refused.status).toBe(401);
    expect(refused.json()['error']).toBe('invalid_client');
  });

  it('revocation ends the token of a client that is known by its certificate', async () => {
    const url = await alias('userinfo_endpoint');
    expect((await client.revoke(refreshToken)).status).toBe(200);
    expect((await client.call(url, token)).status).toBe(401);
  });
});
