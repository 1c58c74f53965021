import { randomUUID } from 'node:crypto';
import { Harness } from './harness.js';
import { refusalOf } from './lodging.js';
import {
  agreeToOrder,
  carryOut,
  customersToken,
  order,
  orderAt,
  ordered,
  orderKinds,
  paymentsOfOrder,
  standing,
  type OrderBody,
  type OrderPath,
} from './ordering.js';
import { balanceOf, expectBooksToBalance, heldOf, pisp, settle } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());
afterEach(() => expectBooksToBalance(bank));

const scheduled = 'domestic-scheduled-payments';
const repeated = 'domestic-standing-orders';
const paths = Object.keys(orderKinds) as OrderPath[];

const at = (RequestedExecutionDateTime: string) => ({ RequestedExecutionDateTime });
const inDays = (days: number): string =>
  new Date(bank.clock.now().getTime() + days * 86_400_000).toISOString();

describe.each(paths)('POST /%s', (path) => {
  const idName = orderKinds[path].id;
  const first = path === scheduled ? 'PDNG' : 'INCO';

  it('takes an order that moves nothing yet, and shows it', async () => {
    const agreed = await agreeToOrder(bank, { path });
    const before = [await balanceOf(bank, 'Everyday'), await heldOf(bank, 'Everyday')];
    const answer = await order(bank, agreed);
    expect(answer.status).toBe(201);
    const { Data, Links } = answer.json<OrderBody & { Links: { Self: string } }>();
    expect(Data).toMatchObject({
      ConsentId: agreed.consentId,
      Status: first,
      Initiation: agreed.order.Data.Initiation,
    });
    const id = String(Data[idName]);
    expect(Links.Self).toBe(pisp(bank, `${path}/${id}`));
    expect(await standing(bank, path, id)).toEqual(Data);
    const details = await orderAt(bank, path, `${id}/payment-details`);
    expect(details.json()).toMatchObject({ Data: { PaymentStatus: [] } });
    expect([await balanceOf(bank, 'Everyday'), await heldOf(bank, 'Everyday')]).toEqual(before);
    const [consent] = await bank.test.query(
      `SELECT status, reason FROM consent.consent WHERE consent_id = $1`,
      [agreed.consentId],
    );
    expect(consent).toEqual({ status: 'CONSUMED', reason: 'its order was placed' });
  });

  it('once: the same under its key, and nothing more under another', async () => {
    const agreed = await agreeToOrder(bank, { path });
    const key = randomUUID();
    const once = (await order(bank, agreed, { key })).json<OrderBody>();
    const again = await order(bank, agreed, { key });
    expect(again.status).toBe(201);
    expect(again.json<OrderBody>().Data).toEqual(once.Data);
    const spent = { status: 400, code: 'U009', path: 'Data.ConsentId' };
    expect(refusalOf(await order(bank, agreed))).toEqual(spent);
    const body = { ...agreed.order, Risk: { ContractPresentIndicator: true } };
    const other = { status: 400, code: 'U006', path: 'x-idempotency-key' };
    expect(refusalOf(await order(bank, agreed, { key, body }))).toEqual(other);
  });

  it('makes one order of twenty at once', async () => {
    const agreed = await agreeToOrder(bank, { path });
    const answers = await Promise.all(Array.from({ length: 20 }, () => order(bank, agreed)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(refusalOf(answer)).toMatchObject({ code: 'U009' });
  });

  it('must be the order that was consented, with a fresh sign-in', async () => {
    const agreed = await agreeToOrder(bank, { path });
    const { Data } = agreed.order;
    const Initiation = {
      ...Data.Initiation,
      RemittanceInformation: { Unstructured: ['Something else'] },
    };
    const differs = { status: 400, code: 'U008' };
    expect(
      refusalOf(await order(bank, agreed, { body: { Data: { ...Data, Initiation }, Risk: {} } })),
    ).toMatchObject({ ...differs, path: 'Data.Initiation' });
    const body = { Data, Risk: { ContractPresentIndicator: true } };
    expect(refusalOf(await order(bank, agreed, { body }))).toEqual({ ...differs, path: 'Risk' });
    const aged = await customersToken(bank, agreed, bank.clock.nowSeconds() - 301);
    const late = await order(bank, agreed, { token: aged });
    expect([late.status, late.header('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('insufficient_user_authentication'),
    ]);
    const stranger = await agreeToOrder(bank, { path });
    expect(refusalOf(await order(bank, agreed, { token: stranger.token }))).toMatchObject({
      ...{ status: 403, code: 'U008' },
    });
    expect((await order(bank, agreed)).status).toBe(201);
  });

  it('is shown to its client and customer alone', async () => {
    const id = await ordered(bank, { path });
    const other = await agreeToOrder(bank, { path });
    for (const below of ['', '/payment-details']) {
      const foreign = await bank.call(pisp(bank, `${path}/${id}${below}`), other.token);
      expect(refusalOf(foreign)).toEqual({ status: 403, code: 'U008', path: idName });
      const nobody = await orderAt(bank, path, `${randomUUID()}${below}`);
      expect(refusalOf(nobody)).toEqual({ status: 400, code: 'U011', path: idName });
      const malformed = await orderAt(bank, path, `1${below}`);
      expect(refusalOf(malformed)).toEqual({ status: 400, code: 'U002', path: idName });
    }
    const elsewhere = paths.find((each) => each !== path)!;
    expect(refusalOf(await orderAt(bank, elsewhere, id))).toMatchObject({ code: 'U011' });
    expect(refusalOf(await orderAt(bank, path, ''))).toMatchObject({ status: 400, path: idName });
  });

  it('cannot come from an account that pays itself', async () => {
    const [{ identification } = { identification: '' }] = await bank.test.query<{
      identification: string;
    }>(`SELECT identification FROM resource_server.account WHERE nickname = 'Everyday'`);
    const CreditorAccount = {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      ...{ Identification: identification, Name: 'Maya' },
    };
    const agreed = await agreeToOrder(bank, { path, initiation: { CreditorAccount } });
    expect(refusalOf(await order(bank, agreed))).toMatchObject({ status: 400, code: 'U002' });
  });
});

describe('a payment on a day to come', () => {
  it('is made at its moment and not before, and stands as its payment does from then on', async () => {
    const moment = inDays(3);
    const id = await ordered(bank, { path: scheduled, initiation: at(moment) });
    const [mine, theirs] = [
      await balanceOf(bank, 'Everyday'),
      await balanceOf(bank, 'Student account'),
    ];
    bank.clock.advance(3 * 86_400 - 1);
    expect(await carryOut(bank, inDays(0))).toEqual([]);
    const [payment] = await carryOut(bank, moment);
    expect(await heldOf(bank, 'Everyday')).toBeGreaterThanOrEqual(1250);
    expect(await standing(bank, scheduled, id)).toMatchObject({ Status: 'PDNG' });
    await settle(bank);
    const after = await standing(bank, scheduled, id);
    expect(after).toMatchObject({ Status: 'ACSC' });
    expect(after).not.toHaveProperty('ExpectedExecutionDateTime');
    const details = (await orderAt(bank, scheduled, `${id}/payment-details`)).json<{
      Data: { PaymentStatus: { PaymentTransactionId: string; Status: string }[] };
    }>();
    const statuses = details.Data.PaymentStatus.map(({ Status }) => Status);
    expect(statuses).toEqual(['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC']);
    expect(details.Data.PaymentStatus[0]?.PaymentTransactionId).toBe(payment);
    expect(await balanceOf(bank, 'Everyday')).toBe(mine - 1250);
    expect(await balanceOf(bank, 'Student account')).toBe(theirs + 1250);
    expect(await carryOut(bank, inDays(1))).toEqual([]);
    expect(await paymentsOfOrder(bank, id)).toHaveLength(1);
  });

  it('that the account cannot bear is rejected for want of money, and holds nothing', async () => {
    const InstructedAmount = { Amount: '9999999.00', Currency: 'GBP' };
    const moment = inDays(1);
    const initiation = { ...at(moment), InstructedAmount };
    const id = await ordered(bank, { path: scheduled, initiation });
    const held = await heldOf(bank, 'Everyday');
    expect(await carryOut(bank, moment)).toHaveLength(1);
    expect(await standing(bank, scheduled, id)).toMatchObject({
      Status: 'RJCT',
      StatusReason: [{ StatusReasonCode: 'AM04' }],
    });
    const details = await orderAt(bank, scheduled, `${id}/payment-details`);
    expect(details.json()).toMatchObject({
      Data: {
        PaymentStatus: [
          { Status: 'PDNG' },
          { Status: 'RJCT', StatusDetail: { Status: 'RJCT', StatusReason: 'AM04' } },
        ],
      },
    });
    expect(await heldOf(bank, 'Everyday')).toBe(held);
    expect(await paymentsOfOrder(bank, id)).toMatchObject([{ status: 'RJCT', reason: 'AM04' }]);
  });

  it('cannot be ordered any more when its moment has come', async () => {
    const agreed = await agreeToOrder(bank, { path: scheduled, initiation: at(inDays(0.001)) });
    bank.clock.advance(90);
    expect((await order(bank, agreed)).status).toBe(401);
  });
});

describe('a standing order', () => {
  it('is a debit of its own kind, with the reference that its payee reads', async () => {
    const first = inDays(2);
    const id = await ordered(bank, {
      path: repeated,
      initiation: {
        MandateRelatedInformation: { FirstPaymentDateTime: first, Frequency: { Type: 'DAIL' } },
      },
    });
    await carryOut(bank, first);
    await settle(bank);
    const entries = await bank.test.query(
      `SELECT e.proprietary_code, e.reference, e.amount_minor::int AS amount FROM resource_server.ledger_entry e
       JOIN resource_server.payment p ON p.journal_id = e.journal_id WHERE p.order_id = $1 ORDER BY amount`,
      [id],
    );
    expect(entries).toEqual([
      { proprietary_code: 'StandingOrder', reference: 'Rent', amount: -6000 },
      { proprietary_code: 'Credit', reference: 'Rent', amount: 6000 },
    ]);
    expect(await standing(bank, repeated, id)).toMatchObject({ Status: 'INCO' });
  });
});
