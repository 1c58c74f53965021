import {
  newKey,
  selfSignedCertificate,
  TestClientAuthority,
  testClientAuthority,
  type FapiClient,
  type RequestOverrides,
} from '@sandbank/testing';
import { calculateJwkThumbprint } from 'jose';
import {
  as,
  certifiedClient,
  certifiedKeys,
  constrainedBy,
  issued,
  keyClient,
} from './certified-clients.js';
import { startServer, type RunningServer } from './running-server.js';

const subject = 'C=GB, O=App Ltd, CN=app';

describe('a client may not authenticate otherwise than it registered', () => {
  let server: RunningServer;
  let keyed: FapiClient;
  let named: FapiClient;
  let selfSigned: FapiClient;
  let key: NonNullable<FapiClient['options']['key']>;

  beforeAll(async () => {
    server = await startServer();
    key = await newKey();
    keyed = await keyClient(server, 'client-keyed', 'mtls');
    named = await certifiedClient(server, 'client-named', await issued('app'), {
      ...constrainedBy('mtls'),
      tls_client_auth_subject_dn: 'CN=app,O=App Ltd,C=GB',
    });
    const certificate = await selfSignedCertificate({ subject });
    selfSigned = await certifiedClient(server, 'client-self', certificate, {
      ...constrainedBy('mtls'),
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: certifiedKeys(certificate),
    });
  });
  afterAll(() => server.stop());

  const invalidClient = { status: 401, error: 'invalid_client' };
  const invalidRequest = { status: 400, error: 'invalid_request' };
  const outcome = async (client: FapiClient, overrides: RequestOverrides = {}) => {
    const answers = [
      await client.clientCredentials('accounts', overrides),
      (await client.push(overrides)).answer,
    ];
    return answers.map((answer) => ({ status: answer.status, error: answer.json()['error'] }));
  };
  const refusedAlike = async (
    client: FapiClient,
    expected: object,
    overrides: RequestOverrides = {},
  ) => expect(await outcome(client, overrides)).toEqual([expected, expected]);

  it('private_key_jwt: not by a certificate, trusted or not (RFC 6749 2.3)', async () => {
    for (const certificate of [await issued('app'), await selfSignedCertificate()])
      await refusedAlike(await as(keyed, { key: undefined, certificate }), invalidClient);
    expect((await outcome(keyed)).map(({ status }) => status)).toEqual([200, 201]);
  });

  it('tls_client_auth: not by an assertion, with its certificate or without', async () => {
    await refusedAlike(await as(named, { key }), invalidClient);
    await refusedAlike(await as(named, { key, certificate: undefined }), invalidClient);
  });

  it('tls_client_auth: not without a certificate, wherever it calls (RFC 8705 2)', async () => {
    await refusedAlike(await as(named, { certificate: undefined }), invalidClient);
    await refusedAlike(named, invalidClient, { certificate: false });
  });

  it('tls_client_auth: not by another name from the same authority (RFC 8705 2.1)', async () => {
    await refusedAlike(await as(named, { certificate: await issued('other') }), invalidClient);
    const { certificate } = selfSigned.options;
    await refusedAlike(await as(named, { certificate }), invalidClient);
  });

  it('tls_client_auth: not by its own name from an authority that nobody trusts', async () => {
    const foreign = await TestClientAuthority.create();
    await refusedAlike(
      await as(named, { certificate: await foreign.issue({ subject }) }),
      invalidClient,
    );
  });

  it('tls_client_auth: not by a certificate that has expired', async () => {
    const authority = await testClientAuthority();
    const past = {
      notBefore: new Date(Date.now() - 7200e3),
      notAfter: new Date(Date.now() - 60e3),
    };
    const certificate = await authority.issue({ subject, ...past });
    await refusedAlike(await as(named, { certificate }), invalidClient);
    expect((await outcome(named)).map(({ status }) => status)).toEqual([200, 201]);
  });

  it('self_signed_tls_client_auth: not by another certificate of the same name (RFC 8705 2.2)', async () => {
    for (const certificate of [await selfSignedCertificate({ subject }), await issued('app')])
      await refusedAlike(await as(selfSigned, { certificate }), invalidClient);
    await refusedAlike(await as(selfSigned, { key }), invalidClient);
    expect((await outcome(selfSigned)).map(({ status }) => status)).toEqual([200, 201]);
  });

  it('self_signed_tls_client_auth: not by a registered certificate that has expired', async () => {
    const past = {
      notBefore: new Date(Date.now() - 7200e3),
      notAfter: new Date(Date.now() - 60e3),
    };
    const certificate = await selfSignedCertificate(past);
    const client = await certifiedClient(server, 'client-expired', certificate, {
      ...constrainedBy('mtls'),
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: certifiedKeys(certificate),
    });
    await refusedAlike(client, invalidClient);
  });

  it.each([
    ['without client_id', { client_id: undefined }, invalidClient],
    ['with the client_id of another', { client_id: 'client-self' }, invalidClient],
    ['with an unknown client_id', { client_id: 'client-nobody' }, invalidClient],
    ['with a client_id of 300 characters', { client_id: 'c'.repeat(300) }, invalidClient],
    ['with a client_secret besides', { client_secret: 'x' }, invalidRequest],
  ])('by certificate %s (RFC 8705 2)', async (_what, parameters, expected) => {
    await refusedAlike(named, expected, { parameters });
  });

  it('with an Authorization header besides', async () => {
    const headers = { authorization: 'Basic YTpi' };
    await refusedAlike(named, invalidRequest, { headers });
  });

  it('says nothing on the wire of what it expected', async () => {
    const answer = await named.clientCredentials('accounts', {
      certificate: await issued('other'),
    });
    expect(answer.body).not.toMatch(/App Ltd|other/);
  });

  it('with tokens bound to certificates: not without one, and not with a proof (IA-2.3)', async () => {
    const uncertified = await as(keyed, { certificate: undefined });
    const [token, push] = await outcome(uncertified);
    expect([token, push?.status]).toEqual([invalidRequest, 201]);
    await refusedAlike(keyed, invalidRequest, { proof: {} });
    const dpop_jkt = await calculateJwkThumbprint(keyed.dpopKey);
    const named = await keyed.push({ parameters: { dpop_jkt } });
    expect(named.answer.json()['error']).toBe('invalid_request');
    const proof = await uncertified.clientCredentials('accounts', { proof: {} });
    expect(proof.json()['error']).toBe('invalid_request');
  });

  it('with tokens bound to a key: not with a certificate instead (SP-5.3.2.1-4)', async () => {
    const client = await certifiedClient(server, 'client-dpop', await issued('dpop'), {
      ...constrainedBy('dpop'),
      tls_client_auth_san_dns: 'dpop.app.example',
    });
    const refused = await client.clientCredentials('accounts', { proof: false });
    expect(refused.json()['error']).toBe('invalid_dpop_proof');
    const answer = await client.clientCredentials('accounts');
    expect(answer.json()['token_type']).toBe('DPoP');
  });

  it('at the second server of one process either', async () => {
    const other = await startServer();
    try {
      const stranger = await as(keyed, { issuer: other.issuer });
      await refusedAlike(stranger, invalidClient);
      expect((await outcome(keyed)).map(({ status }) => status)).toEqual([200, 201]);
    } finally {
      await other.stop();
    }
  });
});
