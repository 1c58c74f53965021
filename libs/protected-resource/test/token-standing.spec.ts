import { randomUUID } from 'node:crypto';
import { revokedTokenValues, revokeTokenSql } from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import type { HttpsAnswer } from '@sandbank/testing';
import { act, customerAllows, tokenFor, type Given } from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
beforeAll(async () => {
  api = await ProtectedApi.start();
});
afterAll(() => api.stop());

// A route that asks for no consent: here the grant alone decides.
const call = (token: string): Promise<HttpsAnswer> =>
  api.call(token, { url: api.url('/aisp/account-access-consents'), method: 'POST' });
const withoutConsent = { authorization_details: undefined };
const openidToken = (given: Given, claims = {}) =>
  tokenFor(api, given, { claims: { ...withoutConsent, ...claims } });

function expectInvalid(answer: HttpsAnswer): void {
  expect(answer.status).toBe(401);
  expect(answer.header('www-authenticate')).toMatch(/^DPoP error="invalid_token"/);
}

describe('a token without a consent stands on its grant (SP-5.3.4-3)', () => {
  it('passes while the grant is active', async () => {
    expect((await call(await openidToken(await customerAllows(api)))).status).toBe(200);
  });

  it.each([
    ['was revoked', (given: Given) => api.consents.revokeGrant(given.grantId, act(api))],
    ['has ended by the clock', (given: Given) => endGrant(given)],
    ['was never claimed', (given: Given) => unclaim(given)],
  ])('is refused when it %s', async (_what, end) => {
    const given = await customerAllows(api);
    const token = await openidToken(given);
    expect((await call(token)).status).toBe(200);
    await end(given);
    expectInvalid(await call(token));
  });

  it('is refused when it names none, one that never was, or somebody else’s', async () => {
    const [given, other] = [await customerAllows(api), await customerAllows(api)];
    const elsewhere = await customerAllows(api, { slug: 'granite' });
    for (const claims of [
      { grant_id: undefined },
      { grant_id: randomUUID() },
      { grant_id: other.grantId },
      { grant_id: elsewhere.grantId, sub: elsewhere.customerId },
      { client_id: 'client-script' },
      { sub: given.clientId },
    ]) {
      expectInvalid(await call(await openidToken(given, claims)));
    }
  });
});

describe('a token with a consent', () => {
  it('is refused when the consent is not of its grant, however good both are', async () => {
    const [given, other] = [await customerAllows(api), await customerAllows(api)];
    expect((await call(await tokenFor(api, given))).status).toBe(200);
    expectInvalid(await call(await tokenFor(api, { ...given, details: other.details })));
  });
});

describe('a token of the client’s own', () => {
  const own = { sub: 'client-tally', grant_id: undefined };

  it('is refused once the client may not act, and passes when it may again (SP-5.3.4-3)', async () => {
    const token = await openidToken(await customerAllows(api), own);
    expect((await call(token)).status).toBe(200);
    await api.database.query(
      `INSERT INTO consent.withdrawn_client VALUES ('harbour', 'client-tally')`,
    );
    expectInvalid(await call(token));
    await api.database.query('DELETE FROM consent.withdrawn_client');
    expect((await call(token)).status).toBe(200);
  });

  it('is refused once it was revoked, it alone, and however its signature is written (RFC 7009 2)', async () => {
    const given = await customerAllows(api);
    const jti = randomUUID();
    const token = await openidToken(given, { ...own, jti });
    const twin = await openidToken(given, { ...own, jti });
    const other = await openidToken(given, own);
    await api.database.connect('authorizationServer').query(
      statement('revoke', revokeTokenSql(1)),
      revokedTokenValues({
        ...{ issuer: api.issuer.url('harbour'), jti },
        expiresAtSeconds: api.clock.nowSeconds() + 300,
      }),
    );
    expectInvalid(await call(token));
    expectInvalid(await call(twin));
    expect((await call(other)).status).toBe(200);
  });
});

describe('the resource server’s own role', () => {
  it.each([
    ['revoke a token', `INSERT INTO consent.revoked_token VALUES (0, sha256(''), now())`],
    ['forget a revoked token', 'DELETE FROM consent.revoked_token'],
    ['empty the ring', 'TRUNCATE consent.revoked_token_0'],
    ['let a client act again', 'DELETE FROM consent.withdrawn_client'],
  ])('cannot %s', async (_what, text) => {
    const role = api.database.connect('resourceServer', 1);
    await expect(role.query({ name: '', text })).rejects.toThrow(/permission denied/);
  });

  it('may no more than the authorization server say that a client may act again', async () => {
    const role = api.database.connect('authorizationServer', 1);
    const text = 'DELETE FROM consent.withdrawn_client';
    await expect(role.query({ name: '', text })).rejects.toThrow(/permission denied/);
  });
});

const endGrant = (given: Given) =>
  api.database.query('UPDATE consent."grant" SET expires_at = $2 WHERE grant_id = $1', [
    given.grantId,
    api.clock.now(),
  ]);

/** The guard of the table lets no grant go back: it is put aside, and one that nobody claimed takes its place. */
const unclaim = (given: Given) =>
  api.database.query(
    `WITH gone AS (SELECT set_config('session_replication_role', 'replica', true))
     UPDATE consent."grant" SET status = 'UNCLAIMED' FROM gone WHERE grant_id = $1`,
    [given.grantId],
  );
