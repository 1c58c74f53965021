import { OrderExecutor } from '../src/payment-orders/order-executor.js';
import { Harness } from './harness.js';
import {
  carryOut,
  orderAt,
  ordered,
  paymentsOfOrder,
  standing,
  type OrderWish,
} from './ordering.js';
import { balanceOf, expectBooksToBalance, heldOf, look, settle } from './paying.js';

let bank: Harness;
// The clock of these specs only runs on, from a Saturday in November.
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());

const path = 'domestic-standing-orders';
const gbp = (Amount: string) => ({ Amount, Currency: 'GBP' });
const monthly = (first: string, more: object = {}) => ({
  MandateRelatedInformation: {
    ...{ FirstPaymentDateTime: first, Frequency: { Type: 'MNTH' }, ...more },
  },
});
const order = (initiation: object, more: Partial<OrderWish> = {}) =>
  ordered(bank, { path, initiation, ...more });

const shownOrder = async (id: string) => {
  const [row] = await bank.test.query(
    `SELECT status_code, frequency_type, next_payment_at, next_minor::int, last_minor::int, final_minor::int,
       reference, creditor_name FROM resource_server.standing_order_shown WHERE id = $1`,
    [id],
  );
  return row;
};

describe('a standing order, carried out', () => {
  it('makes good every date that passed while nobody looked, each once, whoever looks', async () => {
    const final = { FinalPaymentDateTime: '2027-04-15T09:00:00+00:00' };
    const amounts = { FirstPaymentAmount: gbp('6.00'), RecurringPaymentAmount: gbp('5.00') };
    const id = await order({
      ...{ ...monthly('2026-11-30T09:00:00+00:00', final), ...amounts },
      FinalPaymentAmount: gbp('1.00'),
    });
    expect(await shownOrder(id)).toMatchObject({
      ...{ status_code: 'ACTV', frequency_type: 'MNTH', last_minor: null, next_minor: 600 },
      ...{ final_minor: 100, reference: 'Rent', creditor_name: 'A Friend' },
    });
    const before = await balanceOf(bank, 'Everyday');
    await carryOut(bank, '2026-11-30T09:00:00Z');
    expect(await paymentsOfOrder(bank, id)).toHaveLength(1);
    bank.clock.advance(86_400 * 92);
    const executor = bank.application.get(OrderExecutor);
    const runs = await Promise.all(Array.from({ length: 5 }, () => executor.run(bank.clock.now())));
    expect(runs.flat()).toHaveLength(3);
    expect(await shownOrder(id)).toMatchObject({ status_code: 'ACTV', last_minor: 500 });
    await carryOut(bank, '2027-12-01T00:00:00Z');
    await settle(bank);
    const made = await paymentsOfOrder(bank, id);
    expect(made.map(({ due, amount }) => [due, amount])).toEqual([
      ['2026-11-30', 600],
      ...['2026-12-30', '2027-01-30', '2027-02-28', '2027-03-30'].map((due) => [due, 500]),
      ['2027-04-15', 100],
    ]);
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set(['ACCC']));
    expect(await balanceOf(bank, 'Everyday')).toBe(before - 2700);
    expect(await shownOrder(id)).toMatchObject({ status_code: 'EXPI', next_payment_at: null });
    expect(await standing(bank, path, id)).toMatchObject({ Status: 'INCO' });
    await expectBooksToBalance(bank);
  });

  it('is paid on Monday for a date on a weekend, which keeps its own name', async () => {
    // 4 March 2028 is a Saturday.
    bank.clock.advance((Date.parse('2028-03-01T00:00:00Z') - bank.clock.now().getTime()) / 1000);
    const id = await order(monthly('2028-03-04T09:00:00+00:00'));
    expect(await carryOut(bank, '2028-03-06T08:59:59Z')).toEqual([]);
    expect(await carryOut(bank, '2028-03-06T09:00:00Z')).toHaveLength(1);
    expect(await paymentsOfOrder(bank, id)).toMatchObject([{ due: '2028-03-04' }]);
    expect(await shownOrder(id)).toMatchObject({
      next_payment_at: new Date('2028-04-04T09:00:00Z'),
    });
  });

  it('that lacks money on one date fails once with that date, and goes on with the next', async () => {
    const amounts = {
      FirstPaymentAmount: gbp('9999999.00'),
      RecurringPaymentAmount: gbp('1.00'),
    };
    const id = await order({ ...monthly('2028-05-02T09:00:00+00:00'), ...amounts });
    await carryOut(bank, '2028-06-02T09:00:00Z');
    await settle(bank);
    expect(await paymentsOfOrder(bank, id)).toEqual([
      { due: '2028-05-02', amount: 999_999_900, status: 'RJCT', reason: 'AM04' },
      { due: '2028-06-02', amount: 100, status: 'ACCC', reason: null },
    ]);
    expect(await standing(bank, path, id)).toMatchObject({ Status: 'INCO' });
    await expectBooksToBalance(bank);
  });

  it('to a payee whose account is blocked is rejected on its way, and its money is free again', async () => {
    const id = await order(monthly('2028-07-03T09:00:00+00:00'));
    const block = (status: string) =>
      bank.test.query(
        `UPDATE resource_server.account SET status = $1 WHERE nickname = 'Student account'`,
        [status],
      );
    await block('Disabled');
    await carryOut(bank, '2028-07-03T09:00:00Z');
    await settle(bank);
    await block('Enabled');
    expect(await paymentsOfOrder(bank, id)).toMatchObject([{ status: 'RJCT', reason: 'AC06' }]);
    expect(await heldOf(bank, 'Everyday')).toBe(0);
  });

  it('holds up no other where it cannot be carried out, and is tried again', async () => {
    const [broken, sound] = [
      await order(monthly('2028-08-01T09:00:00+00:00')),
      await order(monthly('2028-08-02T09:00:00+00:00')),
    ];
    const rewrite = (change: string) =>
      bank.test.query(
        `UPDATE resource_server.payment_order SET initiation = jsonb_set(initiation,
           '{FirstPaymentAmount,Amount}', $2) WHERE id = $1`,
        [broken, JSON.stringify(change)],
      );
    await rewrite('nonsense');
    await expect(carryOut(bank, '2028-08-02T09:00:00Z')).rejects.toThrow(AggregateError);
    expect(await paymentsOfOrder(bank, broken)).toEqual([]);
    expect(await paymentsOfOrder(bank, sound)).toMatchObject([{ due: '2028-08-02' }]);
    await rewrite('2.00');
    expect(await carryOut(bank, '2028-08-02T09:00:01Z')).toHaveLength(1);
    expect(await paymentsOfOrder(bank, broken)).toMatchObject([{ due: '2028-08-01', amount: 200 }]);
  });

  it('tells the statuses of its newest payments, one payment after the other', async () => {
    const id = await order(monthly('2028-09-01T09:00:00+00:00'));
    await carryOut(bank, '2028-10-02T09:00:00Z');
    await settle(bank);
    const { PaymentStatus } = (await orderAt(bank, path, `${id}/payment-details`)).json<{
      Data: { PaymentStatus: { PaymentTransactionId: string; Status: string }[] };
    }>().Data;
    const last = ['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC'];
    expect(PaymentStatus.map(({ Status }) => Status)).toEqual([...last, ...last]);
    expect(new Set(PaymentStatus.map((one) => one.PaymentTransactionId)).size).toBe(2);
  });

  it('from an account of two signatories waits for the other holder on its day', async () => {
    const signatories = (count: number) =>
      bank.test.query(
        `UPDATE resource_server.account SET signatories = $1 WHERE nickname = 'Everyday'`,
        [count],
      );
    await signatories(2);
    const moment = '2028-10-23T09:00:00+00:00';
    const once = 'domestic-scheduled-payments';
    const id = await ordered(bank, {
      path: once,
      initiation: { RequestedExecutionDateTime: moment },
    });
    expect(await standing(bank, once, id)).toMatchObject({ Status: 'PDNG' });
    const made = await carryOut(bank, moment);
    await settle(bank);
    expect(await standing(bank, once, id)).toMatchObject({ Status: 'PATC' });
    await signatories(1);
    const { payment_id: own } = (
      await bank.test.query<{ payment_id: string }>(
        `SELECT payment_id FROM resource_server.order_payment WHERE order_id = $1`,
        [id],
      )
    )[0]!;
    expect(made).toContain(own);
    // It is a payment of its order, and none of those that are ordered one by one.
    expect((await look(bank, own)).status).toBe(400);
  });

  it('ends with the account that pays: one last rejection, and it is called off', async () => {
    const id = await order(monthly('2028-11-01T09:00:00+00:00'));
    await bank.test.query(
      `UPDATE resource_server.account SET status = 'Deleted' WHERE nickname = 'Everyday'`,
    );
    await carryOut(bank, '2029-03-01T09:00:00Z');
    await settle(bank);
    expect(await paymentsOfOrder(bank, id)).toMatchObject([{ status: 'RJCT', reason: 'AC05' }]);
    expect(await standing(bank, path, id)).toMatchObject({
      ...{ Status: 'CANC', StatusReason: [{ StatusReasonCode: 'AC05' }] },
    });
    expect(await shownOrder(id)).toMatchObject({ status_code: 'CANC', next_payment_at: null });
    await expect(
      bank.test.query(`UPDATE resource_server.payment_order SET status = 'INCO' WHERE id = $1`, [
        id,
      ]),
    ).rejects.toMatchObject({ constraint: 'payment_order_goes_on' });
  });
});
