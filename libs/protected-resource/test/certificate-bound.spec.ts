import { createHash } from 'node:crypto';
import {
  exchange,
  FapiClient,
  selfSignedCertificate,
  testClientAuthority,
  type HttpsAnswer,
  type RequestOverrides,
  type TestCertificate,
} from '@sandbank/testing';
import { customerAllows, tokenFor, type Given, type Seen } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
let given: Given;
let certificate: TestCertificate;
let stranger: TestCertificate;
let client: FapiClient;
beforeAll(async () => {
  api = await ProtectedApi.start({ mutualTls: true });
  given = await customerAllows(api);
  [certificate, stranger] = await Promise.all([selfSignedCertificate(), selfSignedCertificate()]);
  client = await FapiClient.create({ ...api.client.options, certificate, constraint: 'mtls' });
});
afterAll(() => api.stop());

const x5t = ({ der }: TestCertificate): string =>
  createHash('sha256').update(der).digest('base64url');

const boundTo = (of: TestCertificate): Promise<string> =>
  tokenFor(api, given, { claims: { cnf: { 'x5t#S256': x5t(of) } } });

const url = (): string => api.url().replace(api.baseUrl, api.mutualTlsUrl!);

const call = (token: string, overrides: RequestOverrides = {}): Promise<HttpsAnswer> =>
  client.call(url(), token, overrides);

const refusalOf = (answer: HttpsAnswer) => {
  const [, scheme, error] =
    /^(\w+) error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '') ?? [];
  return { status: answer.status, scheme, error };
};

describe('a token that is bound to a certificate', () => {
  it('passes with its certificate, whoever issued it (RFC 8705 3, 6.2)', async () => {
    const authority = await testClientAuthority();
    const past = {
      notBefore: new Date(Date.now() - 7200e3),
      notAfter: new Date(Date.now() - 60e3),
    };
    const certificates = [certificate, await authority.issue(), await selfSignedCertificate(past)];
    for (const one of certificates) {
      const answer = await call(await boundTo(one), { certificate: one });
      expect(answer.status).toBe(200);
      expect(answer.json<Seen>().subject).toBe(given.customerId);
      expect(answer.header('dpop-nonce')).toBeUndefined();
    }
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('may come under the scheme %s', async (scheme) => {
    const token = await boundTo(certificate);
    const answer = await call(token, { headers: { authorization: `${scheme} ${token}` } });
    expect(answer.status).toBe(200);
  });

  it('passes any number of times: it is not a proof that is used up', async () => {
    const token = await boundTo(certificate);
    const answers = await Promise.all(Array.from({ length: 10 }, () => call(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
  });

  it.each<[string, () => RequestOverrides]>([
    ['without a certificate', () => ({ certificate: false })],
    ['with another certificate', () => ({ certificate: stranger })],
    ['where nobody is asked for one', () => ({ url: api.url() })],
  ])('is refused %s (RFC 8705 3)', async (_what, overrides) => {
    const answer = await call(await boundTo(certificate), overrides());
    expect(refusalOf(answer)).toEqual({ status: 401, scheme: 'Bearer', error: 'invalid_token' });
    expect(answer.body).not.toContain(x5t(certificate));
    expect(answer.header('www-authenticate')).toMatch(
      /, resource_metadata="[^"]+", DPoP algs="[^"]+", resource_metadata="[^"]+"$/,
    );
  });

  it('is refused under the scheme DPoP, with a proof or without', async () => {
    const token = await boundTo(certificate);
    for (const proof of [{}, false] as const) {
      const headers = { authorization: `DPoP ${token}` };
      const answer = await call(token, { headers, proof });
      expect(refusalOf(answer)).toEqual({ status: 401, scheme: 'DPoP', error: 'invalid_token' });
    }
  });

  it('is refused with a proof beside its certificate (IA-2.3)', async () => {
    const answer = await call(await boundTo(certificate), { proof: {}, retry: false });
    expect(refusalOf(answer)).toEqual({ status: 400, scheme: 'Bearer', error: 'invalid_request' });
  });
});

describe('what a token is bound to', () => {
  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['an empty cnf', () => ({})],
    ['a certificate in a list', () => ({ 'x5t#S256': [x5t(certificate)] })],
    ['SHA-1 of a certificate', () => ({ x5t: x5t(certificate) })],
    ['a certificate and a key', () => ({ 'x5t#S256': x5t(certificate), jkt: 'A'.repeat(43) })],
  ])('is not %s (SP-5.3.4-5)', async (_what, cnf) => {
    const token = await tokenFor(api, given, { claims: { cnf: cnf() } });
    for (const authorization of [`Bearer ${token}`, `DPoP ${token}`]) {
      const answer = await call(token, { headers: { authorization } });
      expect(refusalOf(answer)).toMatchObject({ status: 401, error: 'invalid_token' });
    }
  });

  it('is its key: with a certificate instead it is refused (RFC 9449 7.2)', async () => {
    const answer = await call(await tokenFor(api, given));
    expect(refusalOf(answer)).toEqual({ status: 401, scheme: 'Bearer', error: 'invalid_token' });
  });
});

describe('a DPoP token at the listener for mutual TLS', () => {
  const dpop = async (changes: object = {}): Promise<FapiClient> =>
    FapiClient.create({ ...api.client.options, dpopKey: api.client.dpopKey, ...changes });

  it('passes with a proof for the URL that was called, with any certificate or none', async () => {
    for (const shown of [undefined, stranger]) {
      const answer = await (
        await dpop({ certificate: shown })
      ).call(url(), await tokenFor(api, given));
      expect(answer.status).toBe(200);
      expect(answer.header('dpop-nonce')).toBeDefined();
    }
  });

  it('is refused with a proof for the URL of the other listener (RFC 9449 4.3)', async () => {
    const proof = { claims: { htu: api.url() } };
    const answer = await (await dpop()).call(url(), await tokenFor(api, given), { proof });
    expect(refusalOf(answer)).toMatchObject({ status: 401, error: 'invalid_dpop_proof' });
  });
});

describe('a caller without a token', () => {
  it('is told both ways to come back, and of no error (RFC 6750 3.1, RFC 9449 7.1)', async () => {
    for (const target of [api.url(), url()]) {
      const answer = await exchange(target, api.ca);
      expect(answer.status).toBe(401);
      expect(answer.header('www-authenticate')).toMatch(
        /^DPoP algs="PS256 ES256 EdDSA Ed25519", resource_metadata="([^"]+)", Bearer resource_metadata="\1"$/,
      );
    }
  });

  it('learns from the metadata where certificates are taken (RFC 9728 2)', async () => {
    const path = '/.well-known/oauth-protected-resource/harbour/open-banking/v4.0';
    const metadata = (await exchange(api.baseUrl + path, api.ca)).json();
    expect(metadata).toMatchObject({
      resource: api.resource(),
      tls_client_certificate_bound_access_tokens: true,
      dpop_bound_access_tokens_required: false,
      bearer_methods_supported: ['header'],
      mtls_endpoint_aliases: { resource: api.resource().replace(api.baseUrl, api.mutualTlsUrl!) },
    });
  });
});
