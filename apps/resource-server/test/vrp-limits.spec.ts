import { randomUUID } from 'node:crypto';
import type { PeriodicLimit } from '@sandbank/consent';
import { PaymentEngine } from '../src/payments/engine/payment-engine.js';
import { Harness } from './harness.js';
import { refusalOf } from './lodging.js';
import { allow, monthly, order, orderOf, spentNow, tokenOf, type Mandate } from './mandates.js';
import { expectBooksToBalance, strangersAccount } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
  // Enough for everything that is paid here.
  await bank.test.query(
    `UPDATE resource_server.account_balance SET limit_minor = 10000000 WHERE limit_minor IS NOT NULL`,
  );
});
afterAll(() => bank.stop());

const at = (text: string): void => bank.clock.set(new Date(text));
const statusOf = async (mandate: Mandate, amount: string): Promise<number> =>
  (await order(bank, mandate, amount)).status;
const broken = (parameter: string) => ({
  ...{ status: 400, code: 'U014', path: `Data.ControlParameters.${parameter}` },
});

const kinds: readonly Pick<PeriodicLimit, 'PeriodType' | 'PeriodAlignment'>[] = (
  ['Day', 'Week', 'Month', 'Half-year', 'Year'] as const
)
  .flatMap((PeriodType) =>
    (['Consent', 'Calendar'] as const).map((PeriodAlignment) => ({ PeriodType, PeriodAlignment })),
  )
  .concat({ PeriodType: 'Fortnight', PeriodAlignment: 'Consent' } as never);

// Given on 31 January 2028, in the middle of a Monday: each period's last millisecond.
const given = '2028-01-31T15:00:00.000Z';
const ends: Readonly<Record<string, string>> = {
  'Day Consent': '2028-01-31T23:59:59.999Z',
  'Day Calendar': '2028-01-31T23:59:59.999Z',
  'Week Consent': '2028-02-06T23:59:59.999Z',
  'Week Calendar': '2028-02-06T23:59:59.999Z',
  'Fortnight Consent': '2028-02-13T23:59:59.999Z',
  // The month that would begin on the 31st begins on the leap day.
  'Month Consent': '2028-02-28T23:59:59.999Z',
  'Month Calendar': '2028-01-31T23:59:59.999Z',
  'Half-year Consent': '2028-07-30T23:59:59.999Z',
  'Half-year Calendar': '2028-06-30T23:59:59.999Z',
  'Year Consent': '2029-01-30T23:59:59.999Z',
  'Year Calendar': '2028-12-31T23:59:59.999Z',
};

describe('the limit of a period holds up to its last millisecond, and is whole again in the next', () => {
  it.each(kinds)('$PeriodType by $PeriodAlignment', async (kind) => {
    at(given);
    const limit = { ...kind, Amount: '10.00', Currency: 'GBP' } as const;
    const mandate = await allow(bank, { limits: [limit], to: strangersAccount });
    expect(await statusOf(mandate, '9.99')).toBe(201);
    const end = new Date(ends[`${kind.PeriodType} ${kind.PeriodAlignment}`]!);
    bank.clock.set(end);
    const answer = await order(bank, mandate, '0.02');
    expect(refusalOf(answer)).toEqual(broken('PeriodicLimits'));
    expect(answer.body).toContain(`PeriodicLimits: ${kind.PeriodType}, ${kind.PeriodAlignment}`);
    expect(await statusOf(mandate, '0.01')).toBe(201);
    expect(await statusOf(mandate, '0.01')).toBe(400);
    bank.clock.set(new Date(end.getTime() + 1));
    expect(await statusOf(mandate, '10.01')).toBe(400);
    expect(await statusOf(mandate, '10.00')).toBe(201);
    expect(await statusOf(mandate, '0.01')).toBe(400);
  });
});

describe('a payment within limits', () => {
  beforeEach(() => at('2026-12-10T12:00:00Z'));

  it('may be as large as one may be, and not a penny more', async () => {
    const mandate = await allow(bank, { each: '20.00' });
    expect(await statusOf(mandate, '20.00')).toBe(201);
    expect(refusalOf(await order(bank, mandate, '20.01'))).toEqual(
      broken('MaximumIndividualAmount'),
    );
  });

  it('comes neither before its time nor after', async () => {
    const [ValidFromDateTime, ValidToDateTime] = ['2026-12-11T00:00:00Z', '2026-12-12T00:00:00Z'];
    const mandate = await allow(bank, { parameters: { ValidFromDateTime, ValidToDateTime } });
    at('2026-12-10T23:59:59.999Z');
    expect(refusalOf(await order(bank, mandate, '1.00'))).toEqual(broken('ValidFromDateTime'));
    at('2026-12-11T00:00:00.000Z');
    expect(await statusOf(mandate, '1.00')).toBe(201);
    at('2026-12-11T23:59:59.999Z');
    expect(await statusOf(mandate, '1.00')).toBe(201);
    at('2026-12-12T00:00:00.000Z');
    // By then the consent has ended with its last day, and no token of it opens anything.
    expect(await statusOf(mandate, '1.00')).toBe(401);
  });

  it('fifty at once at the edge: exactly what fits is paid, and counted', async () => {
    const mandate = await allow(bank, { limits: [monthly('50.00')] });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => order(bank, mandate, '2.00')),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(25).fill(201), ...Array(25).fill(400)]);
    expect(await spentNow(bank, mandate.consentId)).toMatchObject({ 'Month Calendar': 5000 });
    const [sum] = await bank.test.query(
      'SELECT sum(amount_minor)::int AS sum FROM resource_server.payment WHERE consent_id = $1',
      [mandate.consentId],
    );
    expect(sum).toEqual({ sum: 5000 });
  });

  it('one key fifty times at once: paid once, counted once', async () => {
    const mandate = await allow(bank);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => order(bank, mandate, '3.00', { key })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    const ids = answers.map((one) => one.json<{ Data: { DomesticVRPId: string } }>().Data);
    expect(new Set(ids.map((data) => data.DomesticVRPId)).size).toBe(1);
    expect(await spentNow(bank, mandate.consentId)).toMatchObject({ 'Month Calendar': 300 });
  });

  it('that is rejected later gives its sum back to every period', async () => {
    const mandate = await allow(bank, { limits: [monthly('10.00')], to: strangersAccount });
    await bank.test.query(
      `UPDATE resource_server.account SET payment_fate = 'AC06' WHERE id = $1`,
      [mandate.accountId],
    );
    const answer = await order(bank, mandate, '10.00');
    expect(await statusOf(mandate, '0.01')).toBe(400);
    const engine = bank.application.get(PaymentEngine);
    for (let step = 0; step < 6; step += 1) {
      bank.clock.advance(2);
      await engine.walk(bank.clock.now());
    }
    await bank.test.query(`UPDATE resource_server.account SET payment_fate = NULL WHERE id = $1`, [
      mandate.accountId,
    ]);
    const { Data, Links } = answer.json<{
      Data: { DomesticVRPId: string };
      Links: { Self: string };
    }>();
    const token = await tokenOf(bank, mandate);
    expect((await bank.call(Links.Self, token)).json()).toMatchObject({
      Data: { Status: 'RJCT', StatusReason: [{ StatusReasonCode: 'AC06' }] },
    });
    expect((await bank.call(`${Links.Self}/payment-details`, token)).json()).toMatchObject({
      Data: {
        PaymentStatus: [
          { PaymentTransactionId: Data.DomesticVRPId, Status: 'RCVD' },
          ...[{ Status: 'ACTC' }, { Status: 'ACFC' }, { Status: 'ACSP' }],
          { Status: 'RJCT', StatusDetail: { StatusReason: 'AC06' } },
        ],
      },
    });
    expect(new Set(Object.values(await spentNow(bank, mandate.consentId)))).toEqual(new Set([0]));
    expect(await statusOf(mandate, '10.00')).toBe(201);
    await expectBooksToBalance(bank);
  });

  it('of a narrower token keeps the narrower limits, and counts what others spent', async () => {
    const mandate = await allow(bank, { limits: [monthly('100.00')] });
    const { ControlParameters } = mandate.details.consent;
    const narrower = (changes: object) =>
      tokenOf(bank, mandate, {
        entry: {
          ...mandate.details,
          consent: {
            ...mandate.details.consent,
            ControlParameters: { ...ControlParameters, ...changes },
          },
        },
      });
    const day = { ...monthly('5.00'), PeriodType: 'Day' } as const;
    const tight = await narrower({ PeriodicLimits: [monthly('100.00'), day] });
    expect(await statusOf(mandate, '4.00')).toBe(201);
    // The day was limited by no token so far; what was paid on it counts all the same.
    expect((await order(bank, mandate, '1.01', { token: tight })).status).toBe(400);
    expect((await order(bank, mandate, '1.00', { token: tight })).status).toBe(201);
    expect(await statusOf(mandate, '20.00')).toBe(201);
    const small = await narrower({ MaximumIndividualAmount: { Amount: '2.00', Currency: 'GBP' } });
    const refused = await order(bank, mandate, '2.01', { token: small });
    expect(refusalOf(refused)).toEqual(broken('MaximumIndividualAmount'));
    const wider = await narrower({ PeriodicLimits: [monthly('1000.00')] });
    const beyond = await order(bank, mandate, '90.00', { token: wider });
    expect(refusalOf(beyond)).toMatchObject({ status: 403, code: 'U008' });
  });

  it('of another kind breaks the parameter that names the kinds', async () => {
    const mandate = await allow(bank);
    const body = orderOf(mandate, '1.00', { VRPType: 'UK.OBIE.VRPType.Other' });
    expect(refusalOf(await order(bank, mandate, '1.00', { body }))).toEqual(broken('VRPType'));
    const there = orderOf(mandate, '1.00', { PSUInteractionType: 'InSession' });
    expect(refusalOf(await order(bank, mandate, '1.00', { body: there }))).toEqual(
      broken('PSUInteractionTypes'),
    );
  });
});
