import { connect } from 'node:tls';
import { exchange, type HttpsAnswer } from '@sandbank/testing';
import { customerAllows, tokenFor } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
let token: string;
beforeAll(async () => {
  api = await ProtectedApi.start();
  token = await tokenFor(api, await customerAllows(api));
});
afterAll(() => api.stop());

const errorOf = (answer: HttpsAnswer) =>
  /^DPoP error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '')?.[1];

describe('the Authorization header', () => {
  it.each(['DPoP', 'dpop', 'DPOP', 'dPoP'])('may spell its scheme %s', async (scheme) => {
    const answer = await api.call(token, { headers: { authorization: `${scheme} ${token}` } });
    expect(answer.status).toBe(200);
  });

  it('of the scheme Bearer does not carry a DPoP-bound token (RFC 9449 7.2)', async () => {
    for (const proof of [undefined, false] as const) {
      const answer = await api.call(token, {
        headers: { authorization: `Bearer ${token}` },
        ...(proof === false && { proof }),
      });
      expect([answer.status, errorOf(answer)]).toEqual([401, 'invalid_token']);
    }
  });

  it.each([undefined, 'Basic dGFsbHk6c2VjcmV0', 'Digest x'])(
    '%s gets a challenge that names no error (RFC 6750 3.1)',
    async (authorization) => {
      const answer = await api.call(token, { headers: { authorization } });
      expect(answer.status).toBe(401);
      const challenge = answer.header('www-authenticate')!;
      expect(challenge).toMatch(
        /^DPoP algs="PS256 ES256 EdDSA Ed25519", resource_metadata="https:/,
      );
      expect(answer.header('dpop-nonce')).toBeDefined();
    },
  );

  it.each([
    ['without a token', () => 'DPoP'],
    ['with an empty token', () => 'DPoP '],
    ['with two tokens', () => `DPoP ${token} ${token}`],
    ['with two schemes', () => `DPoP ${token}, Bearer ${token}`],
    ['with characters no token has', () => 'DPoP a"b'],
    ['with a tab', () => `DPoP\t${token}`],
  ])('%s is a malformed request', async (_what, authorization) => {
    const answer = await api.call(token, { headers: { authorization: authorization() } });
    if (_what === 'with a tab') expect(answer.status).toBe(401);
    else expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request']);
  });

  it('sent twice is a malformed request, whatever the order', async () => {
    for (const authorization of [
      [`DPoP ${token}`, `DPoP ${token}`],
      [`DPoP ${token}`, 'Bearer x'],
      [`DPoP ${token}`, 'Basic x'],
    ]) {
      const answer = await api.call(token, { headers: { authorization } });
      expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request']);
    }
  });
});

describe('an access token elsewhere', () => {
  it('in the query is refused, alone or beside the header (SP-5.3.4-2)', async () => {
    const url = `${api.url()}?access_token=${token}`;
    const alone = await exchange(url, api.ca);
    expect([alone.status, errorOf(alone)]).toEqual([400, 'invalid_request']);
    const beside = await api.call(token, { url });
    expect([beside.status, errorOf(beside)]).toEqual([400, 'invalid_request']);
  });

  it('in a form is refused', async () => {
    const answer = await exchange(api.url('/aisp/account-access-consents'), api.ca, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `access_token=${token}`,
    });
    expect([answer.status, errorOf(answer)]).toEqual([400, 'invalid_request']);
  });
});

describe('a path', () => {
  it.each([
    '/nowhere/open-banking/v4.0/aisp/accounts',
    '/..%2fharbour/open-banking/v4.0/aisp/accounts',
    '/HARBOUR/open-banking/v4.0/aisp/accounts',
  ])('%s of no bank is not found, with or without a token', async (path) => {
    const url = api.baseUrl + path;
    expect((await api.call(token, { url })).status).toBe(404);
    expect((await exchange(url, api.ca)).status).toBe(404);
  });
});

describe('hostile header fields', () => {
  it('never end in a failure of the server', async () => {
    const hostile = [
      '\u00ff\u00fe',
      'DPoP ..',
      'DPoP a.b.c',
      `DPoP ${'a'.repeat(9000)}`,
      'DPoP %00',
    ];
    for (const authorization of hostile)
      for (const dpop of hostile) {
        const status = await rawStatus([`Authorization: ${authorization}`, `DPoP: ${dpop}`]);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
      }
  });
});

function rawStatus(fields: readonly string[]): Promise<number> {
  const { hostname, port, pathname } = new URL(api.url());
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: Number(port),
      ca: api.ca,
      servername: hostname,
    });
    socket.on('error', reject);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])));
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      ...fields,
      'Connection: close',
    ];
    socket.end(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
  });
}
