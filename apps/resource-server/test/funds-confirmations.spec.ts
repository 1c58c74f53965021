import { randomUUID } from 'node:crypto';
import { fundsConfirmationTypeName } from '@sandbank/consent';
import type { HttpsAnswer } from '@sandbank/testing';
import { Harness } from './harness.js';
import { refusalOf } from './lodging.js';
import { allow } from './mandates.js';
import { numberOf, pisp } from './paying.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
});
afterAll(() => bank.stop());

interface Asking {
  readonly consentId: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly tokenOf: (consent?: object) => Promise<string>;
}

/** Maya lets an app ask about her everyday account. */
async function allowed(number?: string): Promise<Asking> {
  const [consentId, grantId, customerId] = [randomUUID(), randomUUID(), bank.customerId('Maya')];
  const [clientId, accountId] = ['client-tally', await bank.accountId('Everyday')];
  const Identification = number ?? (await numberOf(bank, 'Everyday'));
  const consent = {
    DebtorAccount: { SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification },
  };
  const details = { type: fundsConfirmationTypeName, consent };
  const now = bank.clock.now();
  const later = new Date(now.getTime() + 600_000);
  await bank.consents.createAwaiting([
    {
      ...{ consentId, bank: 'harbour', clientId, requested: details, authoriseBy: later },
      act: { now, by: `client:${clientId}`, surface: 'pushed-request' },
    },
  ]);
  await bank.consents.authorise({
    ...{ grantId, bank: 'harbour', clientId, customerId, scopes: [], claimBy: later },
    consents: [{ consentId, granted: details, accountIds: [accountId] }],
    act: { now, by: `customer:${customerId}`, surface: 'consent-page' },
  });
  await bank.consents.claimGrant(grantId, now);
  const tokenOf = (changes: object = {}): Promise<string> =>
    bank.token({
      ...{ sub: customerId, client_id: clientId, grant_id: grantId, scope: 'openid' },
      authorization_details: [
        {
          ...{ ...details, consent: { ...consent, ...changes } },
          ...{ ConsentId: consentId, AccountIds: [accountId] },
        },
      ],
    });
  return { consentId, customerId, accountId, tokenOf };
}

const cbpii = (): string => `${bank.aisp.replace('/aisp', '/cbpii')}/funds-confirmations`;

const ask = async (
  asking: Asking,
  Amount: string,
  { Currency = 'GBP', token = '', data = {} } = {},
): Promise<HttpsAnswer> =>
  bank.call(cbpii(), token === '' ? await asking.tokenOf() : token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      Data: {
        ...{ ConsentId: asking.consentId, Reference: 'Table for two' },
        ...{ InstructedAmount: { Amount, Currency }, ...data },
      },
    }),
  });

const yesOrNo = (answer: HttpsAnswer): boolean =>
  answer.json<{ Data: { FundsAvailable: boolean } }>().Data.FundsAvailable;

/** What may still be spent, in pence. */
async function availableOf(accountId: string): Promise<number> {
  const [row] = await bank.test.query<{ available: number }>(
    `SELECT (balance_minor - held_minor + limit_minor)::int AS available
     FROM resource_server.account_balance WHERE account_id = $1`,
    [accountId],
  );
  return row!.available;
}
const decimal = (pence: number): string => (pence / 100).toFixed(2);

describe('a question about funds', () => {
  it('is answered yes for all that could be spent, and no for a penny more', async () => {
    const asking = await allowed();
    const most = await availableOf(asking.accountId);
    const yes = await ask(asking, decimal(most));
    expect(yes.status).toBe(201);
    expect(yes.json()).toMatchObject({
      Data: {
        ...{ ConsentId: asking.consentId, FundsAvailable: true, Reference: 'Table for two' },
        CreationDateTime: '2026-11-21T15:30:00+00:00',
        InstructedAmount: { Amount: decimal(most), Currency: 'GBP' },
      },
    });
    expect(yesOrNo(await ask(asking, decimal(most + 1)))).toBe(false);
  });

  it('counts what is held as gone', async () => {
    const asking = await allowed();
    const most = await availableOf(asking.accountId);
    const hold = randomUUID();
    await bank.test.query(
      `INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at)
       VALUES ($1, $2, 'GBP', 1, $3)`,
      [hold, asking.accountId, bank.clock.now()],
    );
    expect(yesOrNo(await ask(asking, decimal(most)))).toBe(false);
    await bank.test.query(
      `UPDATE resource_server.hold SET outcome = 'released', ended_at = $2 WHERE id = $1`,
      [hold, bank.clock.now()],
    );
    expect(yesOrNo(await ask(asking, decimal(most)))).toBe(true);
  });

  it('about a closed account is answered no', async () => {
    const asking = await allowed();
    const set = (status: string) =>
      bank.test.query('UPDATE resource_server.account SET status = $2 WHERE id = $1', [
        ...[asking.accountId, status],
      ]);
    await set('Disabled');
    expect(yesOrNo(await ask(asking, '0.01'))).toBe(false);
    await set('Enabled');
  });

  it.each<[currency: string, amount: string, path: string]>([
    ['EUR', '1.00', 'Data.InstructedAmount.Currency'],
    ['JPY', '1', 'Data.InstructedAmount'],
    ['GBP', '1.001', 'Data.InstructedAmount'],
    ['gbp', '1.00', 'Data.InstructedAmount.Currency'],
    ...['0', '0.00', '-1', '1e3', '12345678901234', ''].map((amount): [string, string, string] => [
      ...(['GBP', amount, 'Data.InstructedAmount.Amount'] as const),
    ]),
  ])('in %s of %s is refused', async (Currency, amount, path) => {
    const answer = await ask(await allowed(), amount, { Currency });
    expect(refusalOf(answer)).toEqual({ status: 400, code: 'U002', path });
  });

  it.each([
    [{ Reference: undefined }, 'U004', 'Data.Reference'],
    [{ Reference: '' }, 'U002', 'Data.Reference'],
    [{ Reference: 'x'.repeat(36) }, 'U002', 'Data.Reference'],
    [{ Extra: 1 }, 'U005', 'Data.Extra'],
  ])('with %j is refused', async (data, code, path) => {
    const answer = await ask(await allowed(), '1.00', { data });
    expect(refusalOf(answer)).toEqual({ status: 400, code, path });
  });

  it('is answered about the account that was agreed to, and about no other', async () => {
    const asking = await allowed(await numberOf(bank, 'Student account'));
    expect(refusalOf(await ask(asking, '1.00'))).toMatchObject({ status: 400, code: 'U002' });
  });

  it('under another consent is 403, and so is one whose token has become older than it may', async () => {
    const [asking, other] = [await allowed(), await allowed()];
    const crossed = await ask(asking, '1.00', { token: await other.tokenOf() });
    expect(refusalOf(crossed)).toEqual({ status: 403, code: 'U008', path: 'Data.ConsentId' });
    const ended = await asking.tokenOf({ ExpirationDateTime: '2026-11-21T15:30:00+00:00' });
    expect(refusalOf(await ask(asking, '1.00', { token: ended }))).toMatchObject({ status: 403 });
    const lasting = await asking.tokenOf({ ExpirationDateTime: '2026-11-21T15:30:01+00:00' });
    expect((await ask(asking, '1.00', { token: lasting })).status).toBe(201);
  });

  it('is kept for the customer, the newest first, page by page, and for nobody else', async () => {
    const asking = await allowed();
    for (let minute = 0; minute < 23; minute += 1) {
      bank.clock.advance(60);
      expect((await ask(asking, `${minute + 1}.00`)).status).toBe(201);
    }
    bank.clock.advance(60);
    expect((await ask(asking, '9999999.00')).status).toBe(201);
    interface Page {
      questions: { Amount: { Amount: string }; FundsAvailable: boolean; Reference: string }[];
      Before?: string;
    }
    const read = async (query = '', customerId = asking.customerId): Promise<Page> => {
      const path = `/internal/v1/harbour/customers/${customerId}/consents/${asking.consentId}`;
      const url = `${bank.baseUrl}${path}/funds-confirmations${query}`;
      const token = await bank.bankToken({ aud: url, sub: customerId });
      const answer = await bank.call(url, '', { headers: { authorization: `Bearer ${token}` } });
      expect(answer.status).toBe(200);
      return answer.json<Page>();
    };
    const newest = await read();
    expect(newest.questions).toHaveLength(20);
    expect(newest.questions[0]).toMatchObject({
      ...{ Amount: { Amount: '9999999.00', Currency: 'GBP' }, Reference: 'Table for two' },
      FundsAvailable: false,
    });
    expect(newest.questions[1]).toMatchObject({ Amount: { Amount: '23.00' } });
    const older = await read(`?before=${newest.Before}`);
    expect(older.questions.map(({ Amount }) => Amount.Amount)).toEqual([
      ...['4.00', '3.00', '2.00', '1.00'],
    ]);
    expect(older.Before).toBeUndefined();
    expect((await read('', bank.customerId('Tomos'))).questions).toEqual([]);
    bank.clock.set('2026-11-21T15:30:00Z');
  });
});

describe('a question before a payment within limits', () => {
  const askVrp = async (path: string, token: string, Data: object): Promise<HttpsAnswer> =>
    bank.call(pisp(bank, `domestic-vrp-consents/${path}/funds-confirmation`), token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ Data }),
    });
  const sum = (Amount: string, Currency = 'GBP') => ({ InstructedAmount: { Amount, Currency } });

  it('is answered in its own words, up to what one payment may be', async () => {
    const { consentId, token } = await allow(bank, { each: '90.00' });
    const answer = await askVrp(consentId, token, { ConsentId: consentId, ...sum('90.00') });
    expect([answer.status, answer.json()]).toMatchObject([
      201,
      {
        Data: {
          ...{ ConsentId: consentId, ...sum('90.00') },
          FundsAvailableResult: { FundsAvailable: 'Available' },
        },
      },
    ]);
    const more = await askVrp(consentId, token, { ConsentId: consentId, ...sum('90.01') });
    const path = 'Data.ControlParameters.MaximumIndividualAmount';
    expect(refusalOf(more)).toEqual({ status: 400, code: 'U014', path });
  });

  it('names one consent, that of its token', async () => {
    const [one, other] = [await allow(bank), await allow(bank)];
    const named = await askVrp(one.consentId, one.token, {
      ...{ ConsentId: other.consentId, ...sum('1.00') },
    });
    expect(refusalOf(named)).toMatchObject({ status: 400, path: 'Data.ConsentId' });
    const crossed = await askVrp(other.consentId, one.token, {
      ...{ ConsentId: other.consentId, ...sum('1.00') },
    });
    expect(refusalOf(crossed)).toMatchObject({ status: 403, code: 'U008' });
  });
});
