import { generatedCustomer } from '@sandbank/platform';
import { changeAccount } from '../src/operation/change-account.js';
import { carryOut } from '../src/operation/operation.js';
import { AccountClosingSweeper } from '../src/scenarios/account-closing.sweeper.js';
import { plant } from '../src/seed/plant.js';
import { harbour } from './harbour.js';
import { everyPermission, Harness, moment } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  look,
  paid,
  pay,
  pisp,
  settle,
  strangersAccount,
  type PaymentBody,
} from './paying.js';

// The people of the scenarios as they are delivered, in one bank with those whom they pay.
let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
  const { customers } = harbour(['poppy', 'rupert', 'edwin', 'greta', 'tilda']);
  bank.seed.customers.push(...customers);
  await plant(bank.test.connect('resourceServer', 1), bank.seed, moment);
}, 60_000);
afterAll(() => bank.stop());
afterEach(async () => {
  await settle(bank);
  await expectBooksToBalance(bank);
});

const reading = (customer: string, ...accounts: string[]) =>
  bank.grant({ customer, accounts, permissions: everyPermission });

describe('insufficient funds: Poppy', () => {
  it('cannot pay 25 pounds, has no such funds, and keeps what she has', async () => {
    const before = await balanceOf(bank, 'Purse');
    const agreed = await agree(bank, { customer: 'Poppy', from: 'Purse', amount: '25.00' });
    const consent = `domestic-payment-consents/${agreed.consentId}/funds-confirmation`;
    const funds = await bank.call(pisp(bank, consent), agreed.token);
    const available = { FundsAvailableResult: { FundsAvailable: false } };
    expect(funds.json()).toMatchObject({ Data: available });
    const refused = await pay(bank, agreed);
    expect(refused.status).toBe(400);
    expect(refused.json()).toMatchObject({ Errors: [{ ErrorCode: 'U014' }] });
    expect(await balanceOf(bank, 'Purse')).toBe(before);
  });
});

describe('a payment rejected later: Rupert', () => {
  it('is told that it is accepted, then that it is rejected, and in the end nothing has moved', async () => {
    const before = await balanceOf(bank, 'Rupert');
    const wish = { customer: 'Rupert', from: 'Rupert', amount: '10.00', to: strangersAccount };
    const id = await paid(bank, await agree(bank, wish));
    const status = async () => (await look(bank, id)).json<PaymentBody>().Data;
    expect((await status()).Status).toBe('PDNG');
    expect(await heldOf(bank, 'Rupert')).toBe(1000);
    await settle(bank);
    expect(await status()).toMatchObject({
      ...{ Status: 'RJCT', StatusReason: [{ StatusReasonCode: 'AC04' }] },
    });
    expect(await balanceOf(bank, 'Rupert')).toBe(before);
    expect(await heldOf(bank, 'Rupert')).toBe(0);
  });
});

describe('an account closed during a consent: Edwin', () => {
  it('has it for three minutes from the first read; then nothing is read of it or paid from or to it', async () => {
    const { token } = await reading('Edwin', 'Main account', 'Old account');
    const count = async () => {
      const answer = await bank.call('/accounts', token);
      return answer.json<{ Data: { Account: unknown[] } }>().Data.Account.length;
    };
    const accountId = await bank.accountId('Old account');
    const agreed = await agree(bank, { customer: 'Edwin', from: 'Old account', amount: '5.00' });
    expect(await count()).toBe(2);
    bank.clock.advance(179);
    await bank.application.get(AccountClosingSweeper).sweep();
    expect(await count()).toBe(2);
    bank.clock.advance(1);
    await bank.application.get(AccountClosingSweeper).sweep();
    expect(await count()).toBe(1);
    expect((await bank.call(`/accounts/${accountId}/balances`, token)).status).toBe(400);
    const refused = await pay(bank, agreed);
    expect(refused.status).toBe(403);
    expect(refused.json()).toMatchObject({ Errors: [{ ErrorCode: 'U008' }] });
    const database = bank.test.connect('resourceServer', 1);
    await changeAccount(
      database,
      { operation: 'account.reopen', account_id: accountId },
      bank.clock.now(),
    );
    expect(await count()).toBe(2);
    expect((await pay(bank, agreed)).status).toBe(201);
  });
});

describe('a slow bank: Greta', () => {
  it('waits three seconds for an answer', async () => {
    const { token } = await reading('Greta', 'Greta');
    const started = performance.now();
    expect((await bank.call('/balances', token)).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(3000);
  });
});

describe('a throttled customer: Tilda', () => {
  it('may be asked about five times a minute', async () => {
    const { token } = await reading('Tilda', 'Tilda');
    for (let call = 1; call <= 5; call += 1)
      expect((await bank.call('/accounts', token)).status).toBe(200);
    const refused = await bank.call('/accounts', token);
    expect([refused.status, refused.header('retry-after')]).toEqual([429, '60']);
  });
});

describe('a customer made in numbers', () => {
  it('can be read whole: what is not arranged for them is an empty list', async () => {
    const database = bank.test.connect('resourceServer', 1);
    const load = { operation: 'customer.generate', bank: 'harbour', seed: 'api' };
    const order = { ...load, count: 2, transactions: 120 };
    const done = await carryOut(database, order, moment, Buffer.alloc(32), () => undefined);
    expect(done).toEqual({ customers: 2, transactions: 120, added: 120 });
    const { id, name } = generatedCustomer('harbour', 'api', 0);
    const [account] = await bank.test.query<{ id: string }>(
      `UPDATE resource_server.account SET nickname = 'Made' FROM resource_server.account_holder
       WHERE account_id = id AND customer_id = $1 RETURNING id`,
      [id],
    );
    bank.seed.customers.push({ ...bank.seed.customers[0]!, id, name: 'Generated' });
    const { token } = await reading('Generated', 'Made');
    const one = `/accounts/${account!.id}`;
    const bulk = ['balances', 'transactions', 'beneficiaries', 'direct-debits', 'standing-orders'];
    bulk.push('scheduled-payments', 'offers', 'statements');
    for (const path of [...bulk, ...bulk.map((each) => `accounts/${account!.id}/${each}`)])
      expect([path, (await bank.call(`/${path}`, token)).status]).toEqual([path, 200]);
    for (const path of ['/accounts', one, '/products', `${one}/product`, '/party'])
      expect([path, (await bank.call(path, token)).status]).toEqual([path, 200]);
    for (const path of [`${one}/party`, `${one}/parties`])
      expect([path, (await bank.call(path, token)).status]).toEqual([path, 200]);
    const listed = await bank.call('/transactions', token);
    type List = { Data: { Transaction: unknown[] } };
    expect(listed.json<List>().Data.Transaction).toHaveLength(60);
    expect((await bank.call('/accounts', token)).json()).toMatchObject({
      Data: { Account: [{ Currency: 'GBP', Account: [{ Name: name }] }] },
    });
  });

  it.each([
    ['count', { count: 100_001 }],
    ['transactions', { transactions: -1 }],
    ['seed', { seed: 'a b' }],
  ])('is refused for a wrong %s', async (member, change) => {
    const order = { operation: 'customer.generate', bank: 'harbour', seed: 's', count: 1 };
    const wrong = { ...order, transactions: 1, ...change };
    const database = bank.test.connect('resourceServer', 1);
    await expect(
      carryOut(database, wrong, moment, Buffer.alloc(32), () => undefined),
    ).rejects.toMatchObject({ problems: [{ member }] });
  });
});
