import { PaymentEngine } from '../src/payments/engine/payment-engine.js';
import { Harness } from './harness.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  heldOf,
  look,
  numberOf,
  paid,
  pay,
  pisp,
  settle,
  strangersAccount,
  walkOn,
  type AgreedPayment,
  type PaymentBody,
} from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(async () => {
  await settle(bank);
  await expectBooksToBalance(bank);
});

interface Details {
  readonly Data: { readonly PaymentStatus: readonly { Status: string; StatusDetail: object }[] };
}

const statusOf = async (id: string): Promise<string> =>
  (await look(bank, id)).json<PaymentBody>().Data.Status;
const detailsOf = async (id: string) =>
  (await look(bank, `${id}/payment-details`)).json<Details>().Data.PaymentStatus;
const statusesOf = async (id: string) => (await detailsOf(id)).map(({ Status }) => Status);

const account = (change: string, nickname: string): Promise<unknown> =>
  bank.test.query(`UPDATE resource_server.account SET ${change} WHERE nickname = $1`, [nickname]);

describe('the way of a payment', () => {
  it('is one status a second, told as it is and as it was', async () => {
    const id = await paid(bank, await agree(bank, { amount: '1.00' }));
    const start = bank.clock.now().getTime();
    const way = ['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC'];
    for (const status of way.slice(1)) {
      await walkOn(bank, 1);
      expect(await statusOf(id)).toBe(status);
    }
    const answer = await look(bank, `${id}/payment-details`);
    const at = (seconds: number) =>
      new Date(start + seconds * 1000).toISOString().replace('.000Z', '+00:00');
    expect(answer.json()).toEqual({
      Data: {
        PaymentStatus: way.map((Status, index) => ({
          PaymentTransactionId: id,
          ...{ Status, StatusUpdateDateTime: at(index), StatusDetail: { Status } },
        })),
      },
      Links: {
        Self: expect.stringMatching(new RegExp(`/domestic-payments/${id}/payment-details$`)),
      },
      Meta: { TotalPages: 1 },
    });
  });

  it('keeps its pace however late somebody looks, and after a pause goes on step by step', async () => {
    const id = await paid(bank, await agree(bank, { amount: '1.00' }));
    const walkedAfter = async (milliseconds: number): Promise<boolean> => {
      bank.clock.set(new Date(bank.clock.now().getTime() + milliseconds));
      return walkOn(bank, 0);
    };
    expect([await walkedAfter(1700), await statusOf(id)]).toEqual([true, 'ACTC']);
    expect([await walkedAfter(299), await statusOf(id)]).toEqual([false, 'ACTC']);
    expect([await walkedAfter(1), await statusOf(id)]).toEqual([true, 'ACFC']);
    expect([await walkedAfter(3_600_000), await statusOf(id)]).toEqual([true, 'ACSP']);
    expect([await walkedAfter(0), await statusOf(id)]).toEqual([false, 'ACSP']);
  });

  it('is not taken before its time', async () => {
    const id = await paid(bank, await agree(bank, { amount: '1.00' }));
    bank.clock.set(new Date(bank.clock.now().getTime() + 999));
    expect(await walkOn(bank, 0)).toBe(false);
    expect(await statusOf(id)).toBe('PDNG');
  });

  it('takes one step at a time, even when a month has passed, and books once', async () => {
    const before = await balanceOf(bank, 'Everyday');
    const id = await paid(bank, await agree(bank, { amount: '1.00' }));
    await walkOn(bank, 30 * 86_400);
    const in2seconds = new Date(bank.clock.now().getTime() + 2000).toISOString();
    expect((await look(bank, id)).json<PaymentBody>().Data).toMatchObject({
      Status: 'ACTC',
      ExpectedExecutionDateTime: in2seconds.replace(/(\.000)?Z$/, '+00:00'),
    });
    await settle(bank);
    expect(await statusesOf(id)).toEqual(['PDNG', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC']);
    expect(await balanceOf(bank, 'Everyday')).toBe(before - 100);
  });

  it('is walked by any number of engines at once, while others pay, and each is booked once', async () => {
    const nicknames = ['Everyday', 'Student account', 'Rainy day'] as const;
    const before = await Promise.all(nicknames.map((name) => balanceOf(bank, name)));
    await account(`payment_fate = 'MS03'`, 'Rainy day');
    const wishes = [
      { amount: '1.00' },
      { amount: '0.50', customer: 'Tomos', from: 'Student account', to: strangersAccount },
      { amount: '0.25', to: await numberOf(bank, 'Rainy day') },
    ];
    const agreed = await Promise.all(
      Array.from({ length: 30 }, (_, at) => agree(bank, wishes[at % 3]!)),
    );
    const engines = Array.from({ length: 3 }, () => engineOfItsOwn());
    const ids: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      bank.clock.advance(1);
      const paying = agreed.splice(0, 6).map((one) => paid(bank, one));
      const walking = engines.map((engine) => engine.walk(bank.clock.now()));
      const moved = (await Promise.all(walking)).flat().map(({ id }) => id);
      expect(new Set(moved).size).toBe(moved.length);
      ids.push(...(await Promise.all(paying)));
    }
    await account('payment_fate = NULL', 'Rainy day');
    const ends = await Promise.all(ids.map(statusOf));
    expect(ends.toSorted()).toEqual(
      ['ACCC', 'ACSC', 'RJCT'].flatMap((status) => Array.from({ length: 10 }, () => status)),
    );
    expect(await Promise.all(nicknames.map((name) => balanceOf(bank, name)))).toEqual([
      ...[before[0]! - 1000, before[1]! + 1000 - 500, before[2]],
    ]);
  });

  /** An engine as another process has it: with connections of its own. */
  function engineOfItsOwn(): PaymentEngine {
    const engine = new PaymentEngine(
      bank.test.connect('resourceServer', 1),
      { SANDBANK_PAYMENT_STEP_MS: 1000 },
      bank.clock,
      { warn: () => undefined } as never,
    );
    engine.onApplicationShutdown();
    return engine;
  }
});

describe('a payment is rejected in the end', () => {
  const rejected = async (agreed: AgreedPayment, change: () => Promise<unknown>) => {
    const before = await balanceOf(bank, 'Everyday');
    const id = await paid(bank, agreed);
    await change();
    await settle(bank);
    expect(await statusesOf(id)).toEqual(['PDNG', 'ACTC', 'ACFC', 'ACSP', 'RJCT']);
    expect([await balanceOf(bank, 'Everyday'), await heldOf(bank, 'Everyday')]).toEqual([
      before,
      0,
    ]);
    const payment = (await look(bank, id)).json<PaymentBody>();
    expect(payment.Data).not.toHaveProperty('ExpectedSettlementDateTime');
    const { StatusDetail } = (await detailsOf(id)).at(-1)!;
    const [reason] = payment.Data['StatusReason'] as readonly Record<string, string>[];
    expect(StatusDetail).toEqual({
      Status: 'RJCT',
      StatusReason: reason!['StatusReasonCode'],
      StatusReasonDescription: reason!['StatusReasonDescription'],
    });
    return reason;
  };

  it.each([
    ['the payee has closed theirs', 'Student account', `status = 'Deleted'`, 'AC04'],
    ["the payee's is blocked", 'Student account', `status = 'Disabled'`, 'AC06'],
    ["the payee's is not open yet", 'Student account', `status = 'Pending'`, 'AC03'],
    ['the account that pays is blocked', 'Everyday', `status = 'Disabled'`, 'AC06'],
    ['the account that pays is closed', 'Everyday', `status = 'Deleted'`, 'AC05'],
    ["the bank's data foresee it for the payer", 'Everyday', `payment_fate = 'FR01'`, 'FR01'],
    [
      "the bank's data foresee it for the payee",
      'Student account',
      `payment_fate = 'BE01'`,
      'BE01',
    ],
    ['they foresee what has no words', 'Everyday', `payment_fate = 'ZZ99'`, 'ZZ99'],
  ])('when %s, and the money is free again', async (_what, nickname, change, code) => {
    const agreed = await agree(bank, { amount: '2.00' });
    const reason = await rejected(agreed, () => account(change, nickname));
    await account(`status = 'Enabled', payment_fate = NULL`, nickname);
    expect(reason).toMatchObject({ StatusReasonCode: code });
    expect(reason!['StatusReasonDescription']).toMatch(/^[a-z' ]{10,}$/);
  });

  it('also to an account that was closed before it was ordered', async () => {
    await account(`status = 'Deleted'`, 'Student account');
    const id = await paid(bank, await agree(bank, { amount: '2.00' }));
    await settle(bank);
    await account(`status = 'Enabled'`, 'Student account');
    expect((await look(bank, id)).json()).toMatchObject({
      Data: { Status: 'RJCT', StatusReason: [{ StatusReasonCode: 'AC04' }] },
    });
  });

  it('and then stays so', async () => {
    await account(`payment_fate = 'MS03'`, 'Everyday');
    const agreed = await agree(bank, { amount: '2.00' });
    const id = await paid(bank, agreed);
    await settle(bank);
    await account('payment_fate = NULL', 'Everyday');
    const rising = bank.test.query(
      `UPDATE resource_server.payment SET status = 'RCVD', next_step_at = now() WHERE id = $1`,
      [id],
    );
    await expect(rising).rejects.toMatchObject({ constraint: 'payment_is_over' });
    // Its consent is used up: who wants it still asks the customer anew.
    expect((await pay(bank, agreed)).json()).toMatchObject({ Errors: [{ ErrorCode: 'U009' }] });
  });
});

describe('money that is held', () => {
  it('is not there for another payment, until the one it is held for is rejected', async () => {
    const [row] = await bank.test.query<{ available: string }>(
      `SELECT balance_minor - held_minor + limit_minor AS available
       FROM resource_server.account_balance WHERE account_id = $1`,
      [await bank.accountId('Everyday')],
    );
    const amount = (Number(row!.available) / 100).toFixed(2);
    const [one, other] = [await agree(bank, { amount }), await agree(bank, { amount })];
    const isThere = async (): Promise<unknown> => {
      const path = `domestic-payment-consents/${other.consentId}/funds-confirmation`;
      const answer = await bank.call(pisp(bank, path), other.token);
      return answer.json<{ Data: { FundsAvailableResult: { FundsAvailable: boolean } } }>().Data
        .FundsAvailableResult.FundsAvailable;
    };
    expect(await isThere()).toBe(true);
    await account(`payment_fate = 'MS03'`, 'Everyday');
    await paid(bank, one);
    expect(await isThere()).toBe(false);
    expect((await pay(bank, other)).json()).toMatchObject({ Errors: [{ ErrorCode: 'U014' }] });
    await settle(bank);
    await account('payment_fate = NULL', 'Everyday');
    expect(await isThere()).toBe(true);
  });
});

describe('payment details', () => {
  it('are for whoever may see the payment', async () => {
    const agreed = await agree(bank, { amount: '1.00' });
    const id = await paid(bank, agreed);
    const url = `${bank.aisp.replace('/aisp', '/pisp')}/domestic-payments/${id}/payment-details`;
    expect((await bank.call(url, agreed.token)).status).toBe(200);
    const other = await agree(bank, { amount: '1.00', clientId: 'client-other' });
    expect((await bank.call(url, other.token)).status).toBe(403);
    expect((await look(bank, 'abc/payment-details')).status).toBe(400);
    const unknown = '018f4c1d-a4e0-7b12-8f3a-6c2d91e47bff';
    expect((await look(bank, `${unknown}/payment-details`)).json()).toMatchObject({
      Errors: [{ ErrorCode: 'U011', Path: 'DomesticPaymentId' }],
    });
  });
});
