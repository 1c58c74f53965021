import { newKey, publicJwk, type JwtOverrides } from '@sandbank/testing';
import { Database } from '@sandbank/platform';
import { jest } from '@jest/globals';
import { accountIds, customerAllows, tokenFor, type Given, type Seen } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
let given: Given;
beforeAll(async () => {
  api = await ProtectedApi.start();
  given = await customerAllows(api);
});
afterAll(() => api.stop());

const now = () => api.clock.nowSeconds();

describe('a call with a good token, proof and consent', () => {
  it('reaches the handler, which learns who calls, for whom, and what they may see', async () => {
    const interactionId = '7c2a8dbb-6b0c-4d8a-9d0a-1d8e2f6a0b11';
    const answer = await api.call(await tokenFor(api, given), {
      headers: { 'x-fapi-interaction-id': interactionId },
    });
    expect(answer.status).toBe(200);
    expect(answer.header('x-fapi-interaction-id')).toBe(interactionId);
    const seen = answer.json<Seen>();
    expect(seen).toMatchObject({
      bank: 'harbour',
      clientId: 'client-tally',
      subject: given.customerId,
      scopes: ['openid', 'accounts'],
      grantId: given.grantId,
      interactionId,
      consent: { consentId: given.consentId, status: 'AUTHORISED', accountIds },
    });
    expect(seen.consent?.permissions).toContain('ReadAccountsBasic');
  });

  it('costs one database statement', async () => {
    const token = await tokenFor(api, given);
    const query = jest.spyOn(api.application.get(Database), 'query');
    try {
      for (let round = 0; round < 3; round += 1) expect((await api.call(token)).status).toBe(200);
      // Refusals of earlier specs may be written down meanwhile; no call waits for that.
      const statements = query.mock.calls.map(([{ name }]) => name);
      const ofCalls = statements.filter((name) => name !== 'rejection.insert');
      expect(ofCalls).toEqual(Array<string>(3).fill('protected_resource.access'));
    } finally {
      query.mockRestore();
    }
  });

  it('offers the nonce for the next call (RFC 9449 8.2)', async () => {
    const answer = await api.call(await tokenFor(api, given));
    expect(answer.header('dpop-nonce')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(answer.header('cache-control')).toBe('no-store');
  });

  it('takes a token that was signed with a key published since (RFC 7517)', async () => {
    await api.issuer.rotate('harbour');
    api.clock.advance(10);
    expect((await api.call(await tokenFor(api, given))).status).toBe(200);
  });

  it('SP-5.4.3 finds the right key among decoys with the same kid', async () => {
    const keys = api.issuer.keys.get('harbour')!;
    const right = await newKey();
    const decoys = [await newKey('PS256'), await newKey('EdDSA'), await newKey()];
    keys.push(...decoys.map((decoy) => ({ ...decoy, kid: right.kid! })), right);
    api.clock.advance(10);
    expect((await api.call(await tokenFor(api, given))).status).toBe(200);
  });

  it('takes tokens signed with PS256 and with Ed25519', async () => {
    for (const alg of ['PS256', 'EdDSA', 'Ed25519']) {
      api.issuer.keys.get('harbour')!.push(await newKey(alg));
      api.clock.advance(10);
      expect((await api.call(await tokenFor(api, given))).status).toBe(200);
    }
    await api.issuer.rotate('harbour');
    api.clock.advance(10);
  });
});

describe('an access token is refused with 401 and a challenge', () => {
  const refusals: readonly [what: string, overrides: () => JwtOverrides | Promise<JwtOverrides>][] =
    [
      ['with another typ', () => ({ header: { typ: 'JWT' } })],
      ['without typ', () => ({ header: { typ: undefined } })],
      ['unsigned', () => ({ header: { alg: 'none' } })],
      ['signed by a stranger under the kid of the bank', async () => ({ key: await newKey() })],
      ['signed by a stranger whose key the header carries or points to', strangerWithDirections],
      ['with an unknown kid', () => ({ header: { kid: 'unknown' } })],
      ['with a critical header', () => ({ header: { crit: ['bank'], bank: true } })],
      ['of another issuer', () => ({ claims: { iss: 'https://localhost:1/harbour' } })],
      ['for another audience', () => ({ claims: { aud: 'https://localhost:1/harbour' } })],
      ['without audience', () => ({ claims: { aud: undefined } })],
      ['expired', () => ({ claims: { exp: now() } })],
      ['without exp', () => ({ claims: { exp: undefined } })],
      ['from the future', () => ({ claims: { iat: now() + 61 } })],
      ['without client_id', () => ({ claims: { client_id: undefined } })],
      ['without sub', () => ({ claims: { sub: undefined } })],
      ['bound to no key', () => ({ claims: { cnf: undefined } })],
      ['bound to another key', () => ({ claims: { cnf: { jkt: 'A'.repeat(43) } } })],
      ['with one byte of its signature changed', () => ({ rewrite: flipped })],
      ['with a payload of another token', () => ({ rewrite: withOtherPayload })],
      ['cut short', () => ({ rewrite: (jwt) => jwt.slice(0, -10) })],
      ['that is no JWT', () => ({ rewrite: () => 'opaque' })],
    ];

  it.each(refusals)('%s', async (_what, overrides) => {
    const token = await tokenFor(api, given, await overrides());
    const answer = await api.call(token);
    expect(answer.status).toBe(401);
    const challenge = answer.header('www-authenticate')!;
    expect(challenge).toMatch(/^DPoP error="invalid_token", error_description="[^"\\]+", algs="/);
    expect(challenge).toContain(
      `resource_metadata="${api.baseUrl}/.well-known/oauth-protected-resource/harbour/open-banking/v4.0"`,
    );
    expect(challenge).toContain('algs="PS256 ES256 EdDSA Ed25519"');
    expect(answer.header('dpop-nonce')).toBeDefined();
    expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of another bank of this very server, at this one and at its own address', async () => {
    const elsewhere = await customerAllows(api, { slug: 'granite' });
    const token = await tokenFor(api, elsewhere);
    expect((await api.call(token, { url: api.url('/aisp/accounts', 'granite') })).status).toBe(200);
    expect((await api.call(token)).status).toBe(401);
    const forged = await tokenFor(api, elsewhere, {
      claims: { iss: api.issuer.url('harbour'), aud: api.resource('harbour') },
    });
    expect((await api.call(forged)).status).toBe(401);
  });

  it('that was good until the second in which it expired, remembered or not', async () => {
    const token = await tokenFor(api, given);
    expect((await api.call(token)).status).toBe(200);
    api.clock.advance(299);
    expect((await api.call(token)).status).toBe(200);
    api.clock.advance(1);
    expect((await api.call(token)).status).toBe(401);
  });

  it('is explained to its client: clause, expected and received are recorded, not sent', async () => {
    const token = await tokenFor(api, given, { claims: { exp: now() - 5 } });
    const answer = await api.call(token);
    expect(answer.body).not.toContain(String(now()));
    const id = answer.header('x-fapi-interaction-id');
    const rejection = await recorded(id!);
    expect(rejection).toMatchObject({
      client_id: 'client-tally',
      clause: 'RFC9068-4-exp',
      status: 401,
    });
  });

  it('but a stranger cannot fill the record of a client: without the bank’s signature there is no client', async () => {
    const token = await tokenFor(api, given, { key: await newKey() });
    const answer = await api.call(token);
    const rejection = await recorded(answer.header('x-fapi-interaction-id')!);
    expect(rejection).toMatchObject({ client_id: null, clause: 'RFC9068-4-signature' });
  });
});

async function recorded(interactionId: string): Promise<unknown> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const [row] = await api.database.query(
      'SELECT client_id, clause, status FROM resource_server.rejection WHERE interaction_id = $1',
      [interactionId],
    );
    if (row !== undefined) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the rejection was not recorded');
}

function flipped(jwt: string): string {
  const [header, payload, signature] = jwt.split('.');
  const bytes = Buffer.from(signature!, 'base64url');
  bytes[10]! ^= 1;
  return `${header}.${payload}.${bytes.toString('base64url')}`;
}

function withOtherPayload(jwt: string): string {
  const [header, payload, signature] = jwt.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'someone-else' }));
  return `${header}.${other.toString('base64url')}.${signature}`;
}

async function strangerWithDirections(): Promise<JwtOverrides> {
  const key = await newKey();
  const elsewhere = 'https://localhost:1/keys';
  const header = { jwk: publicJwk(key), jku: elsewhere, x5u: elsewhere, kid: key.kid };
  return { key, header };
}
