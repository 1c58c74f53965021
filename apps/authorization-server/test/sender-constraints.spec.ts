import { createHash } from 'node:crypto';
import {
  completeJourney,
  selfSignedCertificate,
  type FapiClient,
  type TestCertificate,
} from '@sandbank/testing';
import { calculateJwkThumbprint, decodeJwt } from 'jose';
import {
  as,
  certifiedClient,
  certifiedKeys,
  constrainedBy,
  issued,
  keyClient,
  namesOf,
  type Constraint,
} from './certified-clients.js';
import { resourceServerClient } from './further-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

const thumbprint = ({ der }: TestCertificate): string =>
  createHash('sha256').update(der).digest('base64url');

/** What the tokens of this client must be bound to. */
async function confirmationOf(client: FapiClient): Promise<object> {
  const { certificate, constraint = 'dpop' } = client.options;
  if (constraint === 'dpop') return { jkt: await calculateJwkThumbprint(client.dpopKey) };
  return { 'x5t#S256': thumbprint(certificate as TestCertificate) };
}

type Registration = (
  server: RunningServer,
  clientId: string,
  constraint: Constraint,
) => Promise<FapiClient>;

const families: Readonly<Record<string, Registration>> = {
  private_key_jwt: keyClient,
  ...Object.fromEntries(
    namesOf('app').map(([name, value]): [string, Registration] => [
      name,
      async (server, clientId, constraint) =>
        certifiedClient(server, clientId, await issued('app'), {
          ...constrainedBy(constraint),
          [name]: value,
        }),
    ]),
  ),
  self_signed_tls_client_auth: async (server, clientId, constraint) => {
    const certificate = await selfSignedCertificate();
    return certifiedClient(server, clientId, certificate, {
      ...constrainedBy(constraint),
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: certifiedKeys(await selfSignedCertificate(), certificate),
    });
  },
};

const matrix = Object.entries(families).flatMap(([family, register]) =>
  (['dpop', 'mtls'] as const).flatMap((constraint) =>
    ['openid accounts', 'accounts'].map((scope) => ({ family, register, constraint, scope })),
  ),
);

describe('every client authentication with every sender constraint (SP-5.3.2.1-5, SP-5.3.2.1-6)', () => {
  let server: RunningServer;
  let registered = 0;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  it.each(matrix)(
    '$family with $constraint and scope "$scope"',
    async ({ register, constraint, scope }) => {
      registered += 1;
      const client = await register(server, `client-${registered}`, constraint);
      const cnf = await confirmationOf(client);
      const token_type = constraint === 'dpop' ? 'DPoP' : 'Bearer';
      const journey = await completeJourney(client, maya, { push: { parameters: { scope } } });
      const { tokens, accessToken, refreshToken = '' } = journey;
      expect(tokens).toMatchObject({ token_type, scope });
      expect('id_token' in tokens).toBe(scope.includes('openid'));
      expect(decodeJwt(accessToken)).toMatchObject({ cnf, sub: maya.id });
      for (const answer of [
        await client.refresh(refreshToken),
        await client.clientCredentials('accounts'),
      ]) {
        expect(answer.json()).toMatchObject({ token_type });
        expect(decodeJwt(String(answer.json()['access_token']))['cnf']).toEqual(cnf);
        expect(answer.header('dpop-nonce') === undefined).toBe(constraint === 'mtls');
      }
    },
  );

  it('a refresh with a new certificate binds to that (RFC 8705 6.3)', async () => {
    const [old, renewed] = [await issued('renewing'), await issued('renewing')];
    const client = await certifiedClient(server, 'client-renewing', old, {
      ...constrainedBy('mtls'),
      tls_client_auth_san_dns: 'renewing.app.example',
    });
    const { refreshToken = '' } = await completeJourney(client, maya);
    const answer = await (await as(client, { certificate: renewed })).refresh(refreshToken);
    expect(decodeJwt(String(answer.json()['access_token']))['cnf']).toEqual({
      'x5t#S256': thumbprint(renewed),
    });
  });

  it('a refresh token serves no other client, whatever certificate it shows (RFC 8705 7.1)', async () => {
    const client = await keyClient(server, 'client-bound', 'mtls');
    const other = await keyClient(server, 'client-bound-too', 'mtls');
    const { refreshToken = '' } = await completeJourney(client, maya);
    const stolen = await (
      await as(other, { certificate: client.options.certificate })
    ).refresh(refreshToken);
    expect(stolen.json()['error']).toBe('invalid_grant');
  });

  it.each(['dpop', 'mtls'] as const)(
    'UserInfo, introspection and revocation with %s (RFC 8705 3.2, RFC 9449 6.2)',
    async (constraint) => {
      const name = `app-${constraint}`;
      const certificate = await issued(name);
      const client = await certifiedClient(server, `client-${name}`, certificate, {
        ...constrainedBy(constraint),
        tls_client_auth_san_dns: `${name}.app.example`,
      });
      const { accessToken, refreshToken = '' } = await completeJourney(client, maya);
      const { mtls_endpoint_aliases: aliases } = await client.discover();
      const { userinfo_endpoint: userInfo } = aliases as Record<string, string>;
      const told = await client.call(userInfo!, accessToken);
      expect(told.json()).toMatchObject({ sub: maya.id });
      const bare = await client.call(userInfo!, accessToken, { certificate: false });
      expect(bare.status).toBe(constraint === 'mtls' ? 401 : 200);
      const api = await resourceServerClient(
        server,
        server.resourceBase,
        `client-api-${constraint}`,
      );
      const introspected = await api.introspect(accessToken);
      expect(introspected.json()).toMatchObject({
        active: true,
        cnf: await confirmationOf(client),
        token_type: constraint === 'dpop' ? 'DPoP' : 'Bearer',
      });
      expect((await client.revoke(refreshToken, { certificate: false })).status).toBe(401);
      expect((await client.revoke(refreshToken)).status).toBe(200);
      expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
    },
  );
});
