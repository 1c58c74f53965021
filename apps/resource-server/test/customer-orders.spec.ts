import { randomUUID } from 'node:crypto';
import { exchange, type HttpsAnswer } from '@sandbank/testing';
import { Harness } from './harness.js';
import { carryOut, ordered, paymentsOfOrder, standing } from './ordering.js';
import { expectBooksToBalance } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());

const path = 'domestic-standing-orders';
const scheduled = 'domestic-scheduled-payments';
const first = '2026-12-01T09:00:00+00:00';
const initiation = {
  MandateRelatedInformation: { FirstPaymentDateTime: first, Frequency: { Type: 'WEEK' } },
};

/** What the bank's own authorization server asks or tells about the order under a consent. */
function door(
  consentId: string,
  { customer = 'Maya', below = '' }: { customer?: string; below?: '' | '/cancellation' } = {},
): Promise<HttpsAnswer> {
  return ask(`consents/${consentId}/order${below}`, customer);
}

async function ask(path: string, customer = 'Maya'): Promise<HttpsAnswer> {
  const sub = bank.customerId(customer);
  const url = `${bank.baseUrl}/internal/v1/harbour/customers/${sub}/${path}`;
  const token = await bank.bankToken({ sub, aud: url });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return exchange(url, bank.tls.ca, {
    headers,
    ...(path.endsWith('/cancellation') && { method: 'POST', body: '{}' }),
  });
}

const consentOf = async (id: string): Promise<string> => (await standing(bank, path, id)).ConsentId;

describe('orders of apps, in account information', () => {
  it('stand among the account’s own, until nothing more is to come', async () => {
    const agreed = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'] },
      permissions: [
        'ReadAccountsDetail',
        'ReadStandingOrdersDetail',
        'ReadScheduledPaymentsDetail',
      ],
    });
    const account = `/accounts/${await bank.accountId('Everyday')}`;
    const shown = async (resource: string, member: string) => {
      const { Data } = (
        await bank.call(`${account}/${resource}`, await bank.tokenOf([agreed]))
      ).json<{
        Data: Record<string, Record<string, unknown>[]>;
      }>();
      return Data[member];
    };
    const moment = '2026-11-25T09:00:00+00:00';
    const once = await ordered(bank, {
      path: scheduled,
      initiation: { RequestedExecutionDateTime: moment },
    });
    const again = await ordered(bank, {
      path,
      initiation: {
        MandateRelatedInformation: { FirstPaymentDateTime: moment, Frequency: { Type: 'DAIL' } },
      },
    });
    const amount = (Amount: string) => ({ Amount, Currency: 'GBP' });
    expect(await shown('scheduled-payments', 'ScheduledPayment')).toContainEqual(
      expect.objectContaining({
        ...{ ScheduledPaymentId: once, ScheduledType: 'Execution', Reference: 'E2E-2' },
        InstructedAmount: amount('12.50'),
      }),
    );
    expect(await shown('standing-orders', 'StandingOrder')).toContainEqual(
      expect.objectContaining({
        ...{ StandingOrderId: again, StandingOrderStatusCode: 'ACTV' },
        ...{ FirstPaymentAmount: amount('60.00'), NextPaymentAmount: amount('60.00') },
      }),
    );
    await carryOut(bank, moment);
    expect(await shown('scheduled-payments', 'ScheduledPayment')).not.toContainEqual(
      expect.objectContaining({ ScheduledPaymentId: once }),
    );
    expect(await shown('standing-orders', 'StandingOrder')).toContainEqual(
      expect.objectContaining({
        ...{ StandingOrderId: again, NextPaymentAmount: amount('50.00') },
        LastPaymentAmount: amount('60.00'),
      }),
    );
  });
});

describe('the order under a consent, for its customer', () => {
  it('is told with what comes next, to that customer alone', async () => {
    const consentId = await consentOf(await ordered(bank, { path, initiation }));
    expect((await door(consentId)).json()).toEqual({
      order: {
        Status: 'INCO',
        Next: { On: '2026-12-01T09:00:00.000Z', Amount: { Amount: '60.00', Currency: 'GBP' } },
      },
    });
    expect((await door(consentId, { customer: 'Tomos' })).json()).toEqual({ order: null });
    expect((await door(randomUUID())).json()).toEqual({ order: null });
    expect((await door('no-uuid')).status).toBe(400);
  });

  it('says of a payment on its day whether the bank made it or rejected it', async () => {
    const moment = '2026-11-26T09:00:00+00:00';
    const consents: string[] = [];
    for (const Amount of ['12.50', '999999.00']) {
      const id = await ordered(bank, {
        path: scheduled,
        initiation: {
          RequestedExecutionDateTime: moment,
          InstructedAmount: { Amount, Currency: 'GBP' },
        },
      });
      consents.push((await standing(bank, scheduled, id)).ConsentId);
    }
    await carryOut(bank, moment);
    const { orders } = (await ask(`orders?consents=${consents.join(',')}`)).json<{
      orders: object[];
    }>();
    expect(orders).toHaveLength(2);
    const [made, rejected] = consents;
    expect(orders).toContainEqual({ ConsentId: made, Status: 'PDNG' });
    expect(orders).toContainEqual({ ConsentId: rejected, Status: 'PDNG', Rejected: true });
  });

  it('is called off by that customer alone, once, and then nothing more is paid', async () => {
    const id = await ordered(bank, { path, initiation });
    const consentId = await consentOf(id);
    const below = '/cancellation';
    const elsewhere = await door(consentId, { customer: 'Tomos', below });
    expect(elsewhere.json()).toEqual({ cancelled: false });
    expect(await carryOut(bank, first)).not.toEqual([]);
    const both = await Promise.all([door(consentId, { below }), door(consentId, { below })]);
    expect(both.map((answer) => answer.json<{ cancelled: boolean }>().cancelled).sort()).toEqual([
      ...[false, true],
    ]);
    const order = {
      Status: 'CANC',
      CalledOff: { At: bank.clock.now().toISOString(), By: 'customer' },
    };
    expect((await door(consentId)).json()).toEqual({ order });
    const orders = `orders?consents=${consentId},${randomUUID()}`;
    expect((await ask(orders)).json()).toEqual({ orders: [{ ConsentId: consentId, ...order }] });
    expect((await ask(orders, 'Tomos')).json()).toEqual({ orders: [] });
    expect((await ask('orders?consents=no-uuid')).status).toBe(400);
    expect((await ask('orders')).status).toBe(400);
    expect(await standing(bank, path, id)).toMatchObject({
      Status: 'CANC',
      StatusReason: [{ StatusReasonCode: 'CUST' }],
    });
    await carryOut(bank, '2027-02-01T09:00:00Z');
    expect(await paymentsOfOrder(bank, id)).toMatchObject([{ due: '2026-12-01' }]);
  });

  it('is either paid or called off where both come at once, never both for one date', async () => {
    const start = '2027-03-01T09:00:00+00:00';
    const later = { ...initiation.MandateRelatedInformation, FirstPaymentDateTime: start };
    const ids = await Promise.all(
      Array.from({ length: 8 }, () =>
        ordered(bank, { path, initiation: { MandateRelatedInformation: later } }),
      ),
    );
    const consents = await Promise.all(ids.map(consentOf));
    const [, ...answers] = await Promise.all([
      carryOut(bank, start),
      ...consents.map((consentId) => door(consentId, { below: '/cancellation' })),
    ]);
    for (const answer of answers) expect(answer.json()).toEqual({ cancelled: true });
    for (const id of ids) {
      expect((await paymentsOfOrder(bank, id)).length).toBeLessThanOrEqual(1);
      expect(await standing(bank, path, id)).toMatchObject({ Status: 'CANC' });
    }
    await expectBooksToBalance(bank);
  });
});
