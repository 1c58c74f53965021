import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import { statement } from '@sandbank/platform';
import type { HttpsAnswer } from '@sandbank/testing';
import { Harness } from './harness.js';
import { refusalOf } from './lodging.js';
import { allow, monthly, order, orderOf, spentNow, tokenOf, type Mandate } from './mandates.js';
import { expectBooksToBalance, numberOf, pisp } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());

const idOf = (answer: HttpsAnswer): string =>
  answer.json<{ Data: { DomesticVRPId: string } }>().Data.DomesticVRPId;
const paidUnder = async ({ consentId }: Mandate): Promise<number> =>
  (
    await bank.test.query('SELECT 1 FROM resource_server.payment WHERE consent_id = $1', [
      consentId,
    ])
  ).length;

describe('a payment within limits', () => {
  it('is answered with what was ordered, and found again by its app and its customer', async () => {
    const mandate = await allow(bank);
    const answer = await order(bank, mandate, '12.50');
    expect(answer.status).toBe(201);
    const { Data, Risk } = orderOf(mandate, '12.50');
    const { Links } = answer.json<{ Links: { Self: string } }>();
    expect(answer.json()).toMatchObject({
      Data: {
        ...{ ConsentId: mandate.consentId, Status: 'RCVD' },
        ...{ Initiation: Data.Initiation, Instruction: Data.Instruction },
        CreationDateTime: '2026-11-21T15:30:00+00:00',
      },
      Risk,
      Links: { Self: pisp(bank, `domestic-vrps/${idOf(answer)}`) },
    });
    const own = await bank.token({
      ...{ sub: 'client-tally', client_id: 'client-tally', scope: 'payments' },
    });
    for (const token of [mandate.token, own]) {
      expect((await bank.call(Links.Self, token)).json()).toEqual(answer.json());
    }
  });

  it('comes again under its key as it stands, also when nothing more would be allowed', async () => {
    const mandate = await allow(bank, { each: '500.00' });
    const [key, body] = [randomUUID(), orderOf(mandate, '500.00')];
    const first = await order(bank, mandate, '500.00', { key, body });
    expect(first.status).toBe(201);
    expect(await spentNow(bank, mandate.consentId)).toMatchObject({ 'Month Calendar': 50_000 });
    const again = await order(bank, mandate, '500.00', { key, body });
    expect([again.status, idOf(again)]).toEqual([201, idOf(first)]);
    const other = await order(bank, mandate, '1.00', { key });
    expect(refusalOf(other)).toEqual({ status: 400, code: 'U006', path: 'x-idempotency-key' });
    expect(await paidUnder(mandate)).toBe(1);
  });

  it.each([
    [
      'Initiation',
      (one: Mandate) => ({
        Initiation: { ...one.details.consent.Initiation, RemittanceInformation: undefined },
      }),
    ],
    [
      'Instruction.CreditorAccount',
      (one: Mandate) => {
        const { Instruction } = orderOf(one, '1.00').Data;
        const CreditorAccount = { ...Instruction.CreditorAccount, Name: 'Somebody Else' };
        return { Instruction: { ...Instruction, CreditorAccount } };
      },
    ],
  ])('with another %s is not what was consented', async (place, changes) => {
    const mandate = await allow(bank);
    const body = orderOf(mandate, '1.00', changes(mandate));
    const answer = await order(bank, mandate, '1.00', { body });
    expect(refusalOf(answer)).toEqual({ status: 400, code: 'U008', path: `Data.${place}` });
    expect(await paidUnder(mandate)).toBe(0);
  });

  it('of another risk, of an unknown field, without a key: 400 each, and nothing is done', async () => {
    const mandate = await allow(bank);
    const body = orderOf(mandate, '1.00');
    const risk = { ...body, Risk: { PaymentContextCode: 'TransferToSelf' } };
    const more = { ...body, Data: { ...body.Data, Extra: 1 } };
    const refusals = [
      await order(bank, mandate, '1.00', { body: risk }),
      await order(bank, mandate, '1.00', { body: more }),
      await order(bank, mandate, '1.00', { key: undefined }),
      ...(await Promise.all(
        ['1e2', '-1', '+1', '0', '0.00', '1.001', '12345678901234', '1,00', ' 1'].map((amount) =>
          order(bank, mandate, amount),
        ),
      )),
    ].map(refusalOf);
    expect(refusals.slice(0, 3)).toEqual([
      { status: 400, code: 'U008', path: 'Risk' },
      { status: 400, code: 'U005', path: 'Data.Extra' },
      { status: 400, code: 'U006', path: 'x-idempotency-key' },
    ]);
    for (const refusal of refusals.slice(3)) {
      expect(refusal).toMatchObject({ status: 400, code: 'U002' });
    }
    expect(await paidUnder(mandate)).toBe(0);
    expect(await spentNow(bank, mandate.consentId)).toEqual({});
  });

  it('needs a fresh sign-in where the order says that the customer authenticated', async () => {
    const mandate = await allow(bank);
    const old = await tokenOf(bank, mandate, { authTime: bank.clock.nowSeconds() - 301 });
    const body = orderOf(mandate, '1.00', { PSUAuthenticationMethod: 'UK.OBIE.SCA' });
    const refused = await order(bank, mandate, '1.00', { token: old, body });
    expect(refused.status).toBe(401);
    expect(refused.header('www-authenticate')).toContain(
      `error="insufficient_user_authentication"`,
    );
    expect(refused.header('www-authenticate')).toContain(
      `acr_values="${strongCustomerAuthentication}", max_age="300"`,
    );
    expect((await order(bank, mandate, '1.00', { token: old })).status).toBe(201);
    expect((await order(bank, mandate, '1.00', { body })).status).toBe(201);
  });

  it('is not made from an account that cannot bear it, and counts nowhere then', async () => {
    const mandate = await allow(bank, { each: '900000.00', limits: [millions] });
    const answer = await order(bank, mandate, '900000.00');
    const path = 'Data.Instruction.InstructedAmount';
    expect(refusalOf(answer)).toEqual({ status: 400, code: 'U014', path });
    expect(await spentNow(bank, mandate.consentId)).toEqual({});
  });

  it('is not made to the account that pays', async () => {
    const mandate = await allow(bank, { to: await numberOf(bank, 'Everyday') });
    const path = 'Data.Instruction.CreditorAccount';
    const answer = await order(bank, mandate, '1.00');
    expect(refusalOf(answer)).toEqual({ status: 400, code: 'U002', path });
  });

  it('is nobody else’s: other consents, other apps, other customers', async () => {
    const [mine, other] = [
      await allow(bank),
      await allow(bank, {
        customer: 'Tomos',
        from: 'Student account',
        to: await numberOf(bank, 'Everyday'),
      }),
    ];
    const answer = await order(bank, mine, '1.00');
    const self = answer.json<{ Links: { Self: string } }>().Links.Self;
    const stranger = await bank.token({
      ...{ sub: 'client-one', client_id: 'client-one', scope: 'payments' },
    });
    for (const path of [self, `${self}/payment-details`])
      for (const token of [other.token, stranger]) {
        const refused = await bank.call(path, token);
        expect(refusalOf(refused)).toEqual({ status: 403, code: 'U008', path: 'DomesticVRPId' });
      }
    const crossed = await order(bank, mine, '1.00', { token: other.token });
    expect(refusalOf(crossed)).toEqual({ status: 403, code: 'U008', path: 'Data.ConsentId' });
    const unknown = await bank.call(pisp(bank, `domestic-vrps/${randomUUID()}`), mine.token);
    expect(refusalOf(unknown)).toMatchObject({ status: 400, code: 'U011' });
    const malformed = await bank.call(pisp(bank, 'domestic-vrps/none'), mine.token);
    expect(refusalOf(malformed)).toMatchObject({ status: 400, code: 'U002' });
  });
});

describe('a stop and payments at the same moment', () => {
  it('come one after the other: what was answered 201 was placed, and after the stop nothing is', async () => {
    for (let round = 0; round < 4; round += 1) {
      const mandate = await allow(bank);
      const act = {
        ...{ now: bank.clock.now(), by: `customer:${mandate.customerId}` as const },
        surface: 'dashboard' as const,
      };
      const orders = Array.from({ length: 8 }, () => order(bank, mandate, '1.00'));
      const stop = bank.consents.revoke(mandate.consentId, act);
      const answers = await Promise.all(orders);
      await stop;
      const placed = answers.filter(({ status }) => status === 201).length;
      for (const { status } of answers) expect([201, 400, 401]).toContain(status);
      expect(await paidUnder(mandate)).toBe(placed);
      const after = await order(bank, mandate, '1.00');
      expect(after.status).toBe(401);
      expect(await paidUnder(mandate)).toBe(placed);
    }
    await expectBooksToBalance(bank);
  });

  it('wait for each other: a stop comes after the payment that holds the consent still', async () => {
    const { consentId } = await allow(bank);
    const act = { now: bank.clock.now(), by: 'operator:spec', surface: 'operator' } as const;
    const order: string[] = [];
    let stopped: Promise<unknown> = Promise.resolve();
    await bank.test.connect('resourceServer', 1).transaction(async (booking) => {
      await booking.query(stand, [consentId, bank.clock.now()]);
      stopped = bank.consents.revoke(consentId, act).then(() => order.push('stopped'));
      await setTimeout(300);
      order.push('paid');
    });
    await stopped;
    expect(order).toEqual(['paid', 'stopped']);
  });

  it('are settled by the consent itself: once it has ended it stands for no payment', async () => {
    const { consentId } = await allow(bank);
    const stands = () => bank.test.query(stand.text, [consentId, bank.clock.now()]);
    await expect(stands()).resolves.toHaveLength(1);
    await bank.consents.revoke(consentId, {
      ...{ now: bank.clock.now(), by: 'operator:spec', surface: 'operator' },
    });
    await expect(stands()).rejects.toMatchObject({ constraint: 'consent_stands' });
  });
});

const stand = statement('spec.stand', 'SELECT consent.stand_for_payment($1, $2)');
const millions = { ...monthly('9000000.00') };
