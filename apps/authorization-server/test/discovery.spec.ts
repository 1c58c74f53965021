import { exchange } from '@sandbank/testing';
import { startServer, type RunningServer } from './running-server.js';

type Metadata = Readonly<Record<string, unknown>>;

const metadataOf = async ({ issuer, tls }: RunningServer): Promise<Metadata> =>
  (await exchange(`${issuer}/.well-known/openid-configuration`, tls.ca)).json();

const endpoints = [
  'token',
  'pushed_authorization_request',
  'introspection',
  'revocation',
  'userinfo',
  'grant_management',
];
const without = {
  SANDBANK_CLIENT_CA_FILE: undefined,
  SANDBANK_AUTHORIZATION_SERVER_MTLS_URL: undefined,
};

describe('the metadata of a bank', () => {
  let server: RunningServer;

  afterEach(() => server.stop());

  it('promises certificates where they are asked for (RFC 8705 3.3, 5)', async () => {
    server = await startServer();
    const metadata = await metadataOf(server);
    expect(metadata['token_endpoint_auth_methods_supported']).toEqual([
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ]);
    expect(metadata['tls_client_certificate_bound_access_tokens']).toBe(true);
    const aliases = metadata['mtls_endpoint_aliases'] as Metadata;
    expect(Object.keys(aliases).sort()).toEqual(endpoints.map((name) => `${name}_endpoint`).sort());
    for (const [name, alias] of Object.entries(aliases)) {
      const own = new URL(String(metadata[name]));
      const { origin, pathname } = new URL(String(alias));
      expect(pathname).toBe(own.pathname);
      expect(origin).not.toBe(own.origin);
      // There is an endpoint, and it answers nobody who does not authenticate.
      const isForGrants = name === 'grant_management_endpoint';
      const answer = await exchange(
        isForGrants ? `${String(alias)}/one` : String(alias),
        server.tls.ca,
        { method: isForGrants ? 'GET' : 'POST' },
      );
      expect([400, 401, 415]).toContain(answer.status);
    }
  });

  it('keeps what browsers open off the listener for certificates (RFC 8705 5)', async () => {
    server = await startServer();
    const metadata = await metadataOf(server);
    const { token_endpoint: alias } = metadata['mtls_endpoint_aliases'] as Metadata;
    const base = String(alias).replace(/\/token$/, '');
    for (const path of ['/authorize', '/jwks', '/.well-known/openid-configuration'])
      expect((await exchange(base + path, server.tls.ca)).status).toBe(404);
  });

  it('promises no certificates where none are asked for', async () => {
    server = await startServer(without);
    const metadata = await metadataOf(server);
    expect(metadata['token_endpoint_auth_methods_supported']).toEqual(['private_key_jwt']);
    expect(metadata['tls_client_certificate_bound_access_tokens']).toBe(false);
    expect(metadata).not.toHaveProperty('mtls_endpoint_aliases');
    expect((await (await server.client()).clientCredentials('accounts')).status).toBe(200);
  });
});
