import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { statement } from '@sandbank/platform';
import { IdempotencySweeper } from '../src/idempotency/idempotency.sweeper.js';
import { Harness } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  pay,
  paymentsOf,
  settle,
  strangersAccount,
  walkOn,
} from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => expectBooksToBalance(bank));

describe('a payment happens once', () => {
  it('under one consent, however many orders come at once', async () => {
    const before = await balanceOf(bank, 'Everyday');
    const agreed = await agree(bank, { amount: '5.00' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => pay(bank, agreed)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    for (const answer of refused) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ Errors: [{ ErrorCode: 'U009' }] });
    }
    expect(await paymentsOf(bank, agreed.consentId)).toBe(1);
    await settle(bank);
    expect(await balanceOf(bank, 'Everyday')).toBe(before - 500);
  });

  it('under one key, however often the order comes, and each time is the same payment', async () => {
    const agreed = await agree(bank, { amount: '5.00' });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay(bank, agreed, { key })));
    answers.push(await pay(bank, agreed, { key }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await paymentsOf(bank, agreed.consentId)).toBe(1);
  });

  it('and its answer tells how it stands now, not how it stood', async () => {
    const agreed = await agree(bank, { amount: '5.00', to: strangersAccount });
    const key = randomUUID();
    expect((await pay(bank, agreed, { key })).json()).toMatchObject({ Data: { Status: 'PDNG' } });
    for (const Status of ['ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACSC']) {
      await walkOn(bank);
      const again = await pay(bank, agreed, { key });
      expect([again.status, again.json()]).toMatchObject([201, { Data: { Status } }]);
    }
    expect(await paymentsOf(bank, agreed.consentId)).toBe(1);
  });

  it('and another order under its key is refused', async () => {
    const [one, other] = [
      await agree(bank, { amount: '5.00' }),
      await agree(bank, { amount: '6.00' }),
    ];
    const key = randomUUID();
    expect((await pay(bank, one, { key })).status).toBe(201);
    const answer = await pay(bank, other, { key });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      Errors: [{ ErrorCode: 'U006', Path: 'x-idempotency-key' }],
    });
    // Nothing changed: under a key of its own it is carried out.
    expect((await pay(bank, other)).status).toBe(201);
  });

  it('under a key that was used a day ago, or by another client, as under a new one', async () => {
    const key = randomUUID();
    expect((await pay(bank, await agree(bank, { amount: '1.00' }), { key })).status).toBe(201);
    const others = await agree(bank, { amount: '1.00', clientId: 'client-other' });
    expect((await pay(bank, others, { key })).status).toBe(201);
    bank.clock.advance(86_400);
    const later = await agree(bank, { amount: '1.00' });
    expect((await pay(bank, later, { key })).status).toBe(201);
    expect(await paymentsOf(bank, later.consentId)).toBe(1);
  });

  it('and its key is forgotten after a day, the payment never', async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    await pay(bank, agreed);
    const keys = () =>
      bank.test.query('SELECT 1 FROM resource_server.idempotency_record WHERE expires_at <= $1', [
        bank.clock.now(),
      ]);
    const sweeper = bank.application.get(IdempotencySweeper);
    bank.clock.advance(86_399);
    await sweeper.sweep();
    bank.clock.advance(1);
    expect((await keys()).length).toBeGreaterThan(0);
    await sweeper.sweep();
    expect(await keys()).toHaveLength(0);
    expect(await paymentsOf(bank, agreed.consentId)).toBe(1);
  });

  it('and a key that is used anew while it is to be forgotten is kept', async () => {
    await pay(bank, await agree(bank, { amount: '1.00' }));
    bank.clock.advance(86_400);
    const sweeper = bank.application.get(IdempotencySweeper);
    let renewed: readonly unknown[] = [];
    let swept: Promise<void> = Promise.resolve();
    await bank.test.connect('resourceServer', 1).transaction(async (transaction) => {
      renewed = await transaction.query(renewKeys, [bank.clock.now()]);
      swept = sweeper.sweep();
      await untilOneWaits();
    });
    await swept;
    expect(renewed.length).toBeGreaterThan(0);
    const kept = await bank.test.query('SELECT 1 FROM resource_server.idempotency_record');
    expect(kept).toHaveLength(renewed.length);
  });
});

const renewKeys = statement(
  'spec.renew_keys',
  `UPDATE resource_server.idempotency_record SET expires_at = $1::timestamptz + interval '1 day'
   WHERE expires_at <= $1 RETURNING key`,
);

async function untilOneWaits(): Promise<void> {
  const waiting = () =>
    bank.test.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
  while ((await waiting()).length === 0) await delay(5);
}
