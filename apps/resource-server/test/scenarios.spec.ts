import { setTimeout as pause } from 'node:timers/promises';
import { changeAccount } from '../src/operation/change-account.js';
import { AccountClosingSweeper } from '../src/scenarios/account-closing.sweeper.js';
import { ScenariosService } from '../src/scenarios/scenarios.service.js';
import { Harness, moment, type Granted } from './harness.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => bank.test.query('UPDATE resource_server.customer SET scenario = NULL'));

const play = (customer: string, scenario: object) =>
  bank.test.query('UPDATE resource_server.customer SET scenario = $2 WHERE id = $1', [
    ...[bank.customerId(customer), scenario],
  ]);

const permissions = ['ReadAccountsBasic', 'ReadBalances', 'ReadTransactionsBasic'];
permissions.push('ReadTransactionsCredits', 'ReadTransactionsDebits');

const grantTo = (customer: string, accounts: string[], clientId?: string): Promise<Granted> =>
  bank.grant({ customer, accounts, permissions, ...(clientId !== undefined && { clientId }) });

describe('a throttled customer', () => {
  const limit = { throttle: { calls: 3, seconds: 60 } };

  it('has so many calls in a window, counted across everything an app does; then 429 with the time to wait', async () => {
    await play('Maya', limit);
    const { token } = await grantTo('Maya', ['Everyday']);
    for (const path of ['/accounts', '/balances', '/accounts'])
      expect((await bank.call(path, token)).status).toBe(200);
    bank.clock.advance(20);
    const refused = await bank.call('/accounts', token);
    expect(refused.status).toBe(429);
    expect(refused.header('retry-after')).toBe('40');
    const id = refused.header('x-fapi-interaction-id');
    expect(refused.json()).toMatchObject({
      ...{ Id: id, Code: '429 TooManyRequests', Errors: [{ ErrorCode: 'U014' }] },
    });
    // To ask again before the time changes nothing of it.
    bank.clock.advance(39);
    expect((await bank.call('/accounts', token)).header('retry-after')).toBe('1');
    bank.clock.advance(1);
    expect((await bank.call('/accounts', token)).status).toBe(200);
  });

  it('throttles one app and neither another one nor other customers', async () => {
    await play('George', { throttle: { calls: 1, seconds: 60 } });
    const mine = await grantTo('George', ['Savings']);
    const theirs = await grantTo('George', ['Savings'], 'client-other');
    const other = await grantTo('Daniel', ['Daniel']);
    expect((await bank.call('/accounts', mine.token)).status).toBe(200);
    expect((await bank.call('/accounts', mine.token)).status).toBe(429);
    expect((await bank.call('/accounts', theirs.token)).status).toBe(200);
    expect((await bank.call('/accounts', other.token)).status).toBe(200);
  });

  it('lets no more through when calls come at once', async () => {
    await play('Tomos', limit);
    const { token } = await grantTo('Tomos', ['Student account']);
    const calls = Array.from({ length: 12 }, () => bank.call('/accounts', token));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(3);
    expect(statuses.filter((status) => status === 429)).toHaveLength(9);
  });
});

describe('a throttled customer at a bank of two processes', () => {
  it('is counted by both together', async () => {
    await play('Daniel', { throttle: { calls: 3, seconds: 60 } });
    const { token } = await grantTo('Daniel', ['Daniel']);
    for (let call = 1; call <= 2; call += 1)
      expect((await bank.call('/accounts', token)).status).toBe(200);
    const other = new ScenariosService(bank.test.connect('resourceServer', 1), bank.clock);
    const seen = { scenario: { throttle: { calls: 3, seconds: 60 } }, closed: [] };
    const authorization = {
      ...{ bank: 'harbour', clientId: 'client-tally', subject: bank.customerId('Daniel') },
      ...{ scopes: [], grantId: undefined, consents: [], consent: undefined },
      ...{ interactionId: '', baseUrl: bank.baseUrl, circumstances: seen },
    };
    expect(await other.meet(authorization, undefined)).toEqual(authorization);
    expect((await bank.call('/accounts', token)).status).toBe(429);
    await expect(other.meet(authorization, undefined)).rejects.toMatchObject({ status: 429 });
  });
});

describe('a slow bank', () => {
  it('lets each call of the customer wait, and meanwhile holds no connection to the database', async () => {
    await play('Priya', { slowMilliseconds: 2500 });
    const { token } = await grantTo('Priya', ['Priya personal']);
    const other = await grantTo('Elena', ['Elena']);
    const started = performance.now();
    const calls = Array.from({ length: 30 }, () => bank.call('/accounts', token));
    let isAnswered = false;
    const first = Promise.race(calls).then(() => (isAnswered = true));
    await pause(300);
    expect((await bank.call('/accounts', other.token)).status).toBe(200);
    expect(isAnswered).toBe(false);
    await first;
    expect(performance.now() - started).toBeGreaterThanOrEqual(2500);
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses).toEqual(Array(30).fill(200));
  });
});

describe('an account that the bank closes during a consent', () => {
  const sweep = () => bank.application.get(AccountClosingSweeper).sweep();
  const status = async (nickname: string) => {
    const [row] = await bank.test.query<{ status: string; closes_at: Date | null }>(
      'SELECT status, closes_at FROM resource_server.account WHERE nickname = $1',
      [nickname],
    );
    return row!;
  };

  it('is closed so long after it was first read, leaves lists, and refuses calls and offers', async () => {
    const accountId = await bank.accountId('Nest egg');
    await play('Elena', { closes: { accountId, afterSeconds: 180 } });
    const without = await grantTo('Elena', ['Elena']);
    await bank.call('/accounts', without.token);
    expect((await status('Nest egg')).closes_at).toBeNull();

    const { token } = await grantTo('Elena', ['Household', 'Nest egg']);
    const names = async () => {
      const answer = await bank.call('/accounts', token);
      const { Data } = answer.json<{ Data: { Account: { Nickname: string }[] } }>();
      return Data.Account.map(({ Nickname }) => Nickname);
    };
    expect(await names()).toEqual(['Household', 'Nest egg']);
    bank.clock.advance(100);
    expect(await names()).toEqual(['Household', 'Nest egg']);
    bank.clock.advance(79);
    await sweep();
    expect((await status('Nest egg')).status).toBe('Enabled');
    bank.clock.advance(1);
    await sweep();
    expect(await status('Nest egg')).toEqual({ status: 'Deleted', closes_at: null });

    expect(await names()).toEqual(['Household']);
    for (const path of ['', '/balances', '/transactions']) {
      const answer = await bank.call(`/accounts/${accountId.toUpperCase()}${path}`, token);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U011', Path: 'AccountId' }] });
    }
    for (const bulk of ['/balances', '/transactions'])
      expect(JSON.stringify((await bank.call(bulk, token)).json())).not.toContain(accountId);
    // The other holder sees it no more either.
    const daniel = await grantTo('Daniel', ['Nest egg']);
    expect((await bank.call('/accounts', daniel.token)).json()).toMatchObject({
      Data: { Account: [] },
    });
    expect((await bank.call(`/accounts/${accountId}`, daniel.token)).status).toBe(400);
  });

  it('is closed once: a later read arranges nothing', async () => {
    const closes = { accountId: await bank.accountId('Nest egg'), afterSeconds: 180 };
    await play('Elena', { closes });
    const { token } = await grantTo('Elena', ['Nest egg']);
    expect((await bank.call('/accounts', token)).status).toBe(200);
    expect((await status('Nest egg')).closes_at).toBeNull();
    bank.clock.advance(400);
    await sweep();
    expect((await status('Nest egg')).closes_at).toBeNull();
    expect(bank.clock.now().getTime()).toBeGreaterThan(moment.getTime());
  });
});

describe('an account that an operator closes, disables or reopens', () => {
  const order = async (verb: string, nickname: string) =>
    changeAccount(
      bank.test.connect('resourceServer', 1),
      { operation: `account.${verb}`, account_id: await bank.accountId(nickname) },
      bank.clock.now(),
    );
  const shown = async (token: string) => {
    const answer = await bank.call('/accounts', token);
    type Accounts = { Data: { Account: { Status: string; StatusUpdateDateTime: string }[] } };
    return answer
      .json<Accounts>()
      .Data.Account.map(({ Status, StatusUpdateDateTime }) => [...[Status, StatusUpdateDateTime]]);
  };

  it('is gone, can be read only, or is as it was, from the next call on', async () => {
    const { token } = await grantTo('George', ['Savings']);
    const [[, opened]] = (await shown(token)) as [string[]];
    expect(await order('disable', 'Savings')).toMatchObject({
      status: 'Disabled',
      name: 'Savings',
    });
    const since = bank.clock.now().toISOString().replace('.000Z', '+00:00');
    expect(await shown(token)).toEqual([['Disabled', since]]);
    expect(since).not.toBe(opened);
    await order('close', 'Savings');
    expect(await shown(token)).toEqual([]);
    bank.clock.advance(5);
    await order('close', 'Savings');
    await order('reopen', 'Savings');
    const again = bank.clock.now().toISOString().replace('.000Z', '+00:00');
    expect(await shown(token)).toEqual([['Enabled', again]]);
  });

  it('must be there, and be a customer’s', async () => {
    const database = bank.test.connect('resourceServer', 1);
    const [own] = await bank.test.query<{ id: string }>(
      `SELECT id FROM resource_server.account WHERE kind = 'internal' LIMIT 1`,
    );
    for (const id of [own!.id, '018f4c1d-0000-7000-8000-000000000000'])
      await expect(
        changeAccount(database, { operation: 'account.close', account_id: id }, moment),
      ).rejects.toThrow('there is no account');
    await expect(
      changeAccount(database, { operation: 'account.close', account_id: 'x' }, moment),
    ).rejects.toMatchObject({ problems: [{ member: 'account_id' }] });
  });
});
