import { randomUUID } from 'node:crypto';
import { exchange, type HttpsAnswer } from '@sandbank/testing';
import { everyPermission, Harness, type Granted } from './harness.js';

interface Receipt {
  readonly At: string;
  readonly Method: string;
  readonly Resource: string;
  readonly AccountIds: readonly string[];
  readonly CustomerPresent: boolean;
  readonly Count: number;
}

describe('receipts for the customer’s dashboard', () => {
  let bank: Harness;
  let maya: string;
  let everyday: string;
  let granted: Granted;

  beforeAll(async () => {
    bank = await Harness.start();
    maya = bank.customerId('Maya');
    everyday = await bank.accountId('Everyday');
  }, 60_000);
  afterAll(() => bank.stop());
  beforeEach(async () => {
    granted = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
    });
  });

  const ask = async (path: string, customerId = maya): Promise<HttpsAnswer> => {
    const url = `${bank.baseUrl}/internal/v1/harbour/customers/${customerId}/${path}`;
    const token = await bank.bankToken({ sub: customerId, aud: url });
    return exchange(url, bank.tls.ca, { headers: { authorization: `Bearer ${token}` } });
  };
  const receiptsOf = async (query = '', customerId = maya) =>
    (await ask(`consents/${granted.consentId}/accesses${query}`, customerId)).json<{
      receipts: Receipt[];
      Before?: string;
    }>();
  const read = (path: string, headers = {}) => bank.call(path, granted.token, { headers });

  it('tell what was read, of which account, in which minute, how often, and who was there', async () => {
    await read('/accounts');
    await read(`/accounts/${everyday}/balances`);
    await read(`/accounts/${everyday}/balances`);
    await read(`/accounts/${everyday}/balances`, { 'x-fapi-customer-ip-address': '192.0.2.1' });
    const At = `${bank.clock.now().toISOString().slice(0, 16)}:00.000Z`;
    const balances = { At, Method: 'GET', Resource: 'accounts/balances', AccountIds: [everyday] };
    expect(await receiptsOf()).toEqual({
      receipts: [
        {
          ...{ At, Method: 'GET', Resource: 'accounts', AccountIds: [] },
          ...{ CustomerPresent: false, Count: 1 },
        },
        { ...balances, CustomerPresent: false, Count: 2 },
        { ...balances, CustomerPresent: true, Count: 1 },
      ],
    });
  });

  it('say when a consent was last used, and nothing of one that never was', async () => {
    const unused = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: everyPermission },
    });
    await read('/accounts');
    const answer = await ask(`last-accesses?consents=${granted.consentId},${unused.consentId}`);
    expect(answer.json()).toEqual({
      lastAccesses: [{ ConsentId: granted.consentId, At: bank.clock.now().toISOString() }],
    });
  });

  it('are nobody else’s: another customer finds none under the same consent', async () => {
    await read('/accounts');
    const tomos = bank.customerId('Tomos');
    expect(await receiptsOf('', tomos)).toEqual({ receipts: [] });
    const answer = await ask(`last-accesses?consents=${granted.consentId}`, tomos);
    expect(answer.json()).toEqual({ lastAccesses: [] });
  });

  it('come in pages that end between two minutes and lose nothing', async () => {
    const start = new Date('2026-11-01T00:00:30Z').getTime();
    const rows = Array.from({ length: 470 }, (_, index) => ({
      ...{ id: randomUUID(), bank_slug: 'harbour', client_id: 'client-tally', customer_id: maya },
      // Seven accesses in each minute: no page of two hundred ends with one.
      occurred_at: new Date(start + Math.floor(index / 7) * 60_000 + (index % 7) * 1000),
      ...{ consent_id: granted.consentId, endpoint: 'GET /:bank/open-banking/v4.0/aisp/accounts' },
      ...{ interaction_id: randomUUID(), customer_present: false },
    }));
    await bank.test.query(
      `INSERT INTO resource_server.access_record
       SELECT * FROM jsonb_populate_recordset(NULL::resource_server.access_record, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
    const counts = new Map<string, number>();
    let pages = 0;
    for (let query = ''; ; pages += 1) {
      const { receipts, Before } = await receiptsOf(query);
      for (const { At, Count } of receipts) {
        expect(counts.has(At)).toBe(false);
        counts.set(At, Count);
      }
      if (Before === undefined) break;
      query = `?before=${new Date(Before).getTime()}`;
    }
    expect(pages).toBe(2);
    expect(counts.size).toBe(68);
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(470);
  });

  it.each([
    ['consents/nobody/accesses'],
    ['consents/00000000-0000-4000-8000-000000000000/accesses?before=yesterday'],
    ['consents/00000000-0000-4000-8000-000000000000/accesses?before=1&before=2'],
    ['last-accesses'],
    ['last-accesses?consents='],
    ['last-accesses?consents=1'],
    [`last-accesses?consents=${Array.from({ length: 101 }, () => randomUUID()).join()}`],
  ])('are refused for a malformed question: %s', async (path) => {
    expect((await ask(path)).status).toBe(400);
  });

  it('stay shut without a token of the bank for this very question', async () => {
    const url = `${bank.baseUrl}/internal/v1/harbour/customers/${maya}/consents/${granted.consentId}/accesses`;
    const other = await bank.bankToken({ sub: maya, aud: `${url}?before=1` });
    for (const authorization of [undefined, `Bearer ${other}`, `Bearer ${granted.token}`]) {
      expect((await exchange(url, bank.tls.ca, { headers: { authorization } })).status).toBe(401);
    }
  });
});
