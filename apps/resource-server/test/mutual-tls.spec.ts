import { createHash } from 'node:crypto';
import { exchange, selfSignedCertificate, type TestCertificate } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { everyPermission, Harness } from './harness.js';

describe('the API over mutual TLS', () => {
  let harness: Harness;
  let certificate: TestCertificate;
  let token: string;

  beforeAll(async () => {
    harness = await Harness.start();
    certificate = await selfSignedCertificate();
    const wish = { customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission };
    const thumbprint = createHash('sha256').update(certificate.der).digest('base64url');
    const claims = decodeJwt((await harness.grant(wish)).token);
    token = await harness.token({ ...claims, cnf: { 'x5t#S256': thumbprint } });
  });
  afterAll(() => harness.stop());

  const call = (url: string, shown: TestCertificate | undefined = certificate) =>
    exchange(url, harness.tls.ca, {
      headers: { authorization: `Bearer ${token}` },
      certificate: shown,
    });
  const path = (below: string) => new URL(harness.aisp).pathname + below;

  interface Linked {
    readonly Links: Readonly<Record<string, string>>;
  }

  it.each(['/accounts', '/balances', '/transactions'])(
    'answers %s with links that lead where the certificate is seen (RFC 8705 3)',
    async (below) => {
      const answer = await call(harness.mutualTlsUrl + path(below));
      expect(answer.status).toBe(200);
      for (const link of Object.values(answer.json<Linked>().Links)) {
        expect(link).toMatch(new RegExp(`^${harness.mutualTlsUrl}/harbour/`));
        expect((await call(link)).status).toBe(200);
      }
    },
  );

  it('is closed to the token without its certificate, here and at the other listener', async () => {
    for (const base of [harness.mutualTlsUrl, harness.baseUrl]) {
      const answer = await call(base + path('/accounts'), await selfSignedCertificate());
      expect(answer.status).toBe(401);
      expect(answer.header('www-authenticate')).toMatch(/^Bearer error="invalid_token"/);
    }
  });

  it('does not offer what only the bank itself calls', async () => {
    const internal = `/internal/v1/harbour/customers/${harness.customerId('Maya')}/accounts`;
    expect((await call(harness.mutualTlsUrl + internal)).status).toBe(404);
  });
});
