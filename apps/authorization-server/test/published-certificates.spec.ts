import {
  jsonAnswer,
  PublishingServer,
  selfSignedCertificate,
  testTls,
  type TestCertificate,
} from '@sandbank/testing';
import { as, certifiedClient, certifiedKeys, constrainedBy } from './certified-clients.js';
import { startServer, type RunningServer } from './running-server.js';

describe('self_signed_tls_client_auth with a jwks_uri (RFC 8705 2.2)', () => {
  let publisher: PublishingServer;
  let server: RunningServer;

  beforeAll(async () => {
    publisher = await PublishingServer.start(await testTls());
    server = await startServer({ SANDBANK_FETCH_ALLOWED_HOSTS: [`localhost:${publisher.port}`] });
  });
  afterAll(async () => {
    await server.stop();
    await publisher.stop();
  });

  const publish = (...certificates: TestCertificate[]) => {
    publisher.answer = jsonAnswer(certifiedKeys(...certificates));
  };

  it('believes the certificates that are published, and after a change the new ones', async () => {
    const [old, renewed, stranger] = await Promise.all([
      selfSignedCertificate(),
      selfSignedCertificate(),
      selfSignedCertificate(),
    ]);
    publish(old);
    const client = await certifiedClient(server, 'client-publishing', old, {
      ...constrainedBy('mtls'),
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks_uri: publisher.url(),
    });
    const statusWith = async (certificate: TestCertificate) =>
      (await (await as(client, { certificate })).clientCredentials('accounts')).status;
    expect([await statusWith(old), await statusWith(renewed)]).toEqual([200, 401]);
    publish(renewed);
    server.clock.advance(60);
    expect([await statusWith(renewed), await statusWith(old)]).toEqual([200, 401]);
    expect(await statusWith(stranger)).toBe(401);
  });
});
