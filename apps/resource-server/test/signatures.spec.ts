import { randomUUID } from 'node:crypto';
import type { HttpsAnswer } from '@sandbank/testing';
import { PaymentEngine } from '../src/payments/engine/payment-engine.js';
import { SignaturesSweeper } from '../src/signatures/signatures.sweeper.js';
import { Harness } from './harness.js';
import { allow, order, spentNow } from './mandates.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  pay,
  pisp,
  strangersAccount,
} from './paying.js';

const shared = 'Household';
let bank: Harness;
let holders: readonly { readonly id: string; readonly name: string }[];
beforeAll(async () => {
  bank = await Harness.start();
  await bank.test.query('UPDATE resource_server.account SET signatories = 2 WHERE nickname = $1', [
    shared,
  ]);
  holders = await bank.test.query(
    `SELECT c.id, c.name FROM resource_server.account a
     JOIN resource_server.account_holder h ON h.account_id = a.id
     JOIN resource_server.customer c ON c.id = h.customer_id WHERE a.nickname = $1 ORDER BY c.id`,
    [shared],
  );
});
afterAll(() => bank.stop());

type Json = Record<string, unknown>;

/** What the authorization server asks on behalf of a customer. */
async function ask(customerId: string, path: string, body?: object): Promise<HttpsAnswer> {
  const url = `${bank.baseUrl}/internal/v1/harbour/customers/${customerId}/shared-payments${path}`;
  const token = await bank.bankToken({ aud: url, sub: customerId });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return bank.call(url, '', {
    headers,
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
}

const decide = async (
  holder: number,
  id: string,
  Decision: 'sign' | 'refuse',
): Promise<string | null> => {
  const body = { Decision, InteractionId: randomUUID() };
  const answer = await ask(holders[holder]!.id, `/${id}/decision`, body);
  expect(answer.status).toBe(200);
  return answer.json<{ outcome: string | null }>().outcome;
};

const waitingFor = async (holder: number): Promise<readonly Json[]> =>
  (await ask(holders[holder]!.id, '')).json<{ payments: Json[] }>().payments;

/** The first holder pays five pounds to another bank. */
async function ordered(amount = '5.00') {
  const [customer] = holders[0]!.name.split(' ');
  const agreed = await agree(bank, {
    amount,
    customer: customer!,
    from: shared,
    to: strangersAccount,
  });
  const answer = await pay(bank, agreed);
  expect(answer.status).toBe(201);
  const id = answer.json<{ Data: { DomesticPaymentId: string } }>().Data.DomesticPaymentId;
  const read = async (): Promise<Json> =>
    (await bank.call(pisp(bank, `domestic-payments/${id}`), await own())).json<{ Data: Json }>()
      .Data;
  return { id, answer, read, agreed };
}
const own = (): Promise<string> =>
  bank.token({ sub: 'client-tally', client_id: 'client-tally', scope: 'payments' });

const held = (): Promise<number> => heldOf(bank, shared);

const walk = async (): Promise<void> => {
  for (let step = 0; step < 6; step += 1) {
    bank.clock.advance(1);
    await bank.application.get(PaymentEngine).walk(bank.clock.now());
  }
};

describe('a payment from an account that two must sign for', () => {
  it('waits with its money held, and goes on when the other holder has signed', async () => {
    const [balance, before] = [await balanceOf(bank, shared), await held()];
    const { id, answer, read } = await ordered();
    expect(answer.json<{ Data: Json }>().Data).toMatchObject({
      Status: 'PATC',
      MultiAuthorisation: {
        ...{ Status: 'AWAU', NumberRequired: 2, NumberReceived: 1 },
        LastUpdateDateTime: '2026-11-21T15:30:00+00:00',
        ExpirationDateTime: '2026-11-22T15:30:00+00:00',
      },
    });
    await walk();
    expect(await read()).toMatchObject({ Status: 'PATC' });
    expect([await balanceOf(bank, shared), await held()]).toEqual([balance, before + 500]);
    expect(await waitingFor(0)).toEqual([]);
    const [waiting] = await waitingFor(1);
    expect(waiting).toMatchObject({
      ...{ PaymentId: id, ClientId: 'client-tally', State: 'waiting', SignedByYou: false },
      Amount: { Amount: '5.00', Currency: 'GBP' },
      Payee: { Name: 'A Friend', Identification: strangersAccount },
      Account: { Nickname: shared },
      ...{ StartedBy: holders[0]!.name, StartedByYou: false, NumberReceived: 1 },
    });
    expect(await decide(1, id, 'sign')).toBe('signed');
    expect(await read()).toMatchObject({
      Status: 'ACTC',
      MultiAuthorisation: { Status: 'AUTH', NumberReceived: 2 },
    });
    await walk();
    expect(await read()).toMatchObject({ Status: 'ACSC' });
    expect([await balanceOf(bank, shared), await held()]).toEqual([balance - 500, before]);
    expect(await waitingFor(1)).toEqual([]);
    expect(await decide(1, id, 'refuse')).toBe('signed-before');
    await expectBooksToBalance(bank);
  });

  it('is rejected when the other holder refuses, and its money is free', async () => {
    const [balance, before] = [await balanceOf(bank, shared), await held()];
    const { id, read } = await ordered();
    expect(await decide(1, id, 'refuse')).toBe('refused');
    expect(await read()).toMatchObject({
      ...{ Status: 'RJCT', StatusReason: [{ StatusReasonCode: 'DS02' }] },
      MultiAuthorisation: { Status: 'RJCT', NumberReceived: 1 },
    });
    expect(await decide(1, id, 'sign')).toBe('over');
    await walk();
    expect([await balanceOf(bank, shared), await held()]).toEqual([balance, before]);
  });

  it('waits for a day to the millisecond, then it is rejected', async () => {
    const before = await held();
    bank.clock.set('2026-12-01T10:00:00.000Z');
    const { id, read } = await ordered();
    const sweeper = bank.application.get(SignaturesSweeper);
    bank.clock.set('2026-12-02T09:59:59.999Z');
    await sweeper.sweep();
    expect(await read()).toMatchObject({ Status: 'PATC' });
    bank.clock.set('2026-12-02T10:00:00.000Z');
    expect(await waitingFor(1)).toEqual([]);
    // Its time is over before anybody has written it down.
    expect(await decide(1, id, 'sign')).toBe('over');
    await Promise.all([sweeper.sweep(), sweeper.sweep()]);
    expect(await read()).toMatchObject({
      ...{ Status: 'RJCT', StatusReason: [{ StatusReasonCode: 'DS24' }] },
    });
    expect(await held()).toBe(before);
  });

  it('is neither signed nor refused by who ordered it, nor by anybody else', async () => {
    const { id, read } = await ordered();
    expect(await decide(0, id, 'sign')).toBe('signed-before');
    expect(await decide(0, id, 'refuse')).toBe('signed-before');
    const stranger = bank.customerId('Tomos');
    const body = { Decision: 'sign', InteractionId: randomUUID() };
    expect((await ask(stranger, `/${id}/decision`, body)).json()).toEqual({ outcome: null });
    expect((await ask(stranger, `/${id}`)).json()).toEqual({ payment: null });
    expect((await ask(stranger, '')).json()).toEqual({ payments: [] });
    expect(await read()).toMatchObject({ Status: 'PATC' });
    await decide(1, id, 'refuse');
  });

  it('hears one decision, however many come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, read } = await ordered('1.00');
      const outcomes = await Promise.all([
        ...[1, 2, 3, 4].map(() => decide(1, id, 'sign')),
        ...[1, 2, 3, 4].map(() => decide(1, id, 'refuse')),
      ]);
      const effective = outcomes.filter((one) => one === 'signed' || one === 'refused');
      expect(effective).toHaveLength(1);
      const status = effective[0] === 'signed' ? 'ACTC' : 'RJCT';
      expect(await read()).toMatchObject({ Status: status });
      const told = await bank.test.query<{ decision: string }>(
        `SELECT body ->> 'decision' AS decision FROM audit.event
         WHERE event = 'payment.decided' AND body ->> 'payment_id' = $1`,
        [id],
      );
      expect(told).toEqual([{ decision: effective[0] }]);
    }
    await walk();
    await expectBooksToBalance(bank);
  });

  it('is signed or lapses when both come at one moment, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, read } = await ordered('1.00');
      const before = await held();
      const end = new Date(bank.clock.now().getTime() + 86_400_000);
      const [outcome] = await Promise.all([
        decide(1, id, 'sign'),
        bank.test.query('SELECT resource_server.lapse_unsigned($1)', [end]),
      ]);
      const { Status, MultiAuthorisation } = await read();
      const isSigned = outcome === 'signed';
      expect(Status).toBe(isSigned ? 'ACTC' : 'RJCT');
      expect(MultiAuthorisation).toMatchObject({ Status: isSigned ? 'AUTH' : 'RJCT' });
      expect(await held()).toBe(isSigned ? before : before - 100);
    }
    await walk();
    await expectBooksToBalance(bank);
  });

  it('within limits is pending meanwhile, and gives its sum back when it is refused', async () => {
    const [customer] = holders[0]!.name.split(' ');
    const mandate = await allow(bank, { customer: customer!, from: shared, to: strangersAccount });
    const answer = await order(bank, mandate, '7.00');
    expect(answer.json<{ Data: Json }>().Data).toMatchObject({ Status: 'PDNG' });
    const [waiting] = await waitingFor(1);
    expect(waiting).toMatchObject({ Amount: { Amount: '7.00' }, Reference: 'Rainy days' });
    expect(await spentNow(bank, mandate.consentId)).toMatchObject({ 'Month Calendar': 700 });
    expect(await decide(1, String(waiting!['PaymentId']), 'refuse')).toBe('refused');
    expect(await spentNow(bank, mandate.consentId)).toMatchObject({ 'Month Calendar': 0 });
  });

  it('is asked about by the bank alone', async () => {
    const path = `/internal/v1/harbour/customers/${holders[1]!.id}/shared-payments`;
    const answer = await bank.call(bank.baseUrl + path, await own());
    expect(answer.status).toBe(401);
  });
});
