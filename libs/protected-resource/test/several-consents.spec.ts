import { accountAccessTypeName, domesticPaymentTypeName, type Permission } from '@sandbank/consent';
import { Database } from '@sandbank/platform';
import { jest } from '@jest/globals';
import {
  accountIds,
  act,
  clientAsks,
  customerAdds,
  customerAllows,
  tokenFor,
  type Given,
  type Seen,
} from './customers.js';
import { ProtectedApi } from './protected-api.js';

let api: ProtectedApi;
beforeAll(async () => {
  api = await ProtectedApi.start();
});
afterAll(() => api.stop());

const payment = { type: domesticPaymentTypeName };
const permissions = (...some: Permission[]) => ({ permissions: some });

/** A grant with two consents, the older one first. */
async function two(older: Parameters<typeof clientAsks>[1], newer: typeof older) {
  const first = await customerAllows(api, older);
  api.clock.advance(1);
  return [first, await customerAdds(api, first, await clientAsks(api, newer))] as const;
}

/** A token that stands for all of these consents. */
const tokenOf = (consents: readonly Given[], claims = {}) =>
  tokenFor(api, consents[0]!, {
    claims: { authorization_details: consents.map(({ details }) => details), ...claims },
  });

const idsOf = ({ consents }: Seen) => consents.map(({ consentId }) => consentId);

async function refusal(token: string, path = '/aisp/accounts') {
  const answer = await api.call(token, { url: api.url(path) });
  const [, error] = /error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '') ?? [];
  return [answer.status, error];
}

describe('a token that stands for several consents', () => {
  it('shows the handler all of them, the last to be agreed to first', async () => {
    const asked = await clientAsks(api);
    api.clock.advance(1);
    const one = await customerAllows(api);
    api.clock.advance(1);
    // Asked for before the other, agreed to after it.
    const other = await customerAdds(api, one, asked);
    const seen = (await api.call(await tokenOf([one, other]))).json<Seen>();
    expect(idsOf(seen)).toEqual([other.consentId, one.consentId]);
    expect(seen.consent).toEqual(seen.consents[0]);
    expect(seen.consents.map((consent) => consent.accountIds)).toEqual([accountIds, accountIds]);
  });

  it('costs one database statement all the same', async () => {
    const token = await tokenOf(await two({}, {}));
    const query = jest.spyOn(api.application.get(Database), 'query');
    expect((await api.call(token)).status).toBe(200);
    const names = query.mock.calls.map(([{ name }]) => name);
    query.mockRestore();
    expect(names.filter((name) => name !== 'rejection.insert')).toHaveLength(1);
  });

  it('stands for those that it names alone (RFC 9396 6)', async () => {
    const [older] = await two({}, {});
    expect(idsOf((await api.call(await tokenOf([older]))).json<Seen>())).toEqual([older.consentId]);
  });

  it('is narrower than each of them where its own entry is (RFC 9396 6)', async () => {
    const [older, newer] = await two({}, {});
    const narrowed = { ...older, details: { ...older.details, AccountIds: [accountIds[1]] } };
    const { consents } = (await api.call(await tokenOf([narrowed, newer]))).json<Seen>();
    expect(consents.map((consent) => consent.accountIds)).toEqual([accountIds, [accountIds[1]]]);
  });

  it('is refused when one of them is not of its grant, however good the others are', async () => {
    const [older, newer] = await two({}, {});
    const stranger = await customerAllows(api);
    expect(await refusal(await tokenOf([older, newer, stranger]))).toEqual([401, 'invalid_token']);
  });
});

describe('what they permit is never added up (SP-5.3.4-4)', () => {
  it('where one permits what the route requires, that one decides alone', async () => {
    const [older, newer] = await two(
      permissions('ReadAccountsBasic', 'ReadBalances'),
      permissions('ReadAccountsDetail'),
    );
    const token = await tokenOf([older, newer]);
    const url = api.url('/aisp/balances');
    expect(idsOf((await api.call(token, { url })).json<Seen>())).toEqual([older.consentId]);
    expect(idsOf((await api.call(token)).json<Seen>())).toEqual([newer.consentId, older.consentId]);
  });

  it('and where none does, the call is refused', async () => {
    const consents = await two(permissions('ReadAccountsBasic'), permissions('ReadAccountsDetail'));
    const answer = await refusal(await tokenOf(consents), '/aisp/balances');
    expect(answer).toEqual([403, 'insufficient_scope']);
  });
});

describe('one of them must be in force (SP-5.3.4-3)', () => {
  type End = (given: Given) => Promise<unknown>;
  const live: End = async () => true;
  const revoke: End = ({ consentId }) => api.consents.revoke(consentId, act(api));
  const suspend: End = ({ consentId }) => api.consents.suspend(consentId, act(api));

  it.each([
    ['the older ended', revoke, live, [200, undefined]],
    ['the newer ended', live, revoke, [200, undefined]],
    ['the newer suspended', live, suspend, [200, undefined]],
    ['both ended', revoke, revoke, [401, 'invalid_token']],
    ['one can come back', suspend, revoke, [403, 'insufficient_user_authentication']],
  ] as const)('%s', async (_what, endOlder, endNewer, expected) => {
    const [older, newer] = await two({}, {});
    expect([await endOlder(older), await endNewer(newer)]).toEqual([true, true]);
    const token = await tokenOf([older, newer]);
    expect(await refusal(token)).toEqual(expected);
    if (expected[0] !== 200) return;
    const alive = endOlder === live ? older : newer;
    expect(idsOf((await api.call(token)).json<Seen>())).toEqual([alive.consentId]);
  });

  it.each([
    ['another type that lives helps no account', revoke, live, [401, 'invalid_token']],
    ['another type that ended harms no account', live, revoke, [200, undefined]],
  ] as const)('%s', async (_what, endAccounts, endPayment, expected) => {
    const [accounts, paying] = await two({}, payment);
    expect([await endAccounts(accounts), await endPayment(paying)]).toEqual([true, true]);
    expect(await refusal(await tokenOf([accounts, paying]))).toEqual(expected);
  });
});

describe('details of a type stand for its scope (RFC 9396 3)', () => {
  it.each([
    ['account access opens accounts', accountAccessTypeName, [200, undefined]],
    ['a payment does not', domesticPaymentTypeName, [403, 'insufficient_scope']],
  ])('a token without any scope of the API: %s', async (_what, type, expected) => {
    const given = await customerAllows(api, { type });
    expect(await refusal(await tokenOf([given], { scope: 'openid' }))).toEqual(expected);
  });

  it('and without details of the route’s type its scope opens nothing', async () => {
    const given = await customerAllows(api, payment);
    const token = await tokenOf([given], { scope: 'openid accounts' });
    expect(await refusal(token)).toEqual([403, 'insufficient_scope']);
  });
});
