import { domesticPaymentTypeName } from '@sandbank/consent';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import { Harness, type ConsentWish, type Granted } from './harness.js';
import { agree, pay, paymentsOf, pisp } from './paying.js';

let bank: Harness;
const ids: Record<string, string> = {};
beforeAll(async () => {
  bank = await Harness.start();
  for (const name of ['Everyday', 'Credit card']) ids[name] = await bank.accountId(name);
});
afterAll(() => bank.stop());

type Wish = Omit<ConsentWish, 'customer'>;
const sides = ['ReadTransactionsCredits', 'ReadTransactionsDebits'];
const everyday = (...permissions: string[]): Wish => ({ accounts: ['Everyday'], permissions });
const both = (...permissions: string[]): Wish => ({
  accounts: ['Everyday', 'Credit card'],
  permissions,
});

/** Maya agrees twice; the answer holds what she agreed to last, and the token is for both. */
async function agreed(older: Wish, newer: Wish): Promise<{ older: Granted; newer: Granted }> {
  const first = await bank.grant({ customer: 'Maya', ...older });
  return { older: first, newer: await bank.addTo(first, newer) };
}

interface Listed {
  readonly AccountId: string;
  readonly Account?: object;
  readonly BookingDateTime: string;
  readonly CreditDebitIndicator: string;
  readonly TransactionInformation?: string;
}

async function listed(path: string, token: string): Promise<readonly Listed[]> {
  const answer = await bank.call(path, token);
  expect(answer.status).toBe(200);
  const { Data } = answer.json<{ Data: Record<string, readonly Listed[]> }>();
  return Object.values(Data)[0]!;
}

const of = (name: string, list: readonly Listed[]) =>
  list.filter(({ AccountId }) => AccountId === ids[name]);

describe('for each account the consent that was given last decides (SP-5.3.4-4)', () => {
  it('what is shown of it, in a list and alone', async () => {
    const { newer } = await agreed(both('ReadAccountsDetail'), everyday('ReadAccountsBasic'));
    const list = await listed('/accounts', newer.token);
    const shown = Object.fromEntries(list.map((one) => [one.AccountId, one.Account !== undefined]));
    expect(shown).toEqual({ [ids['Everyday']!]: false, [ids['Credit card']!]: true });
    for (const [id, hasDetail] of Object.entries(shown)) {
      const [alone] = await listed(`/accounts/${id}`, newer.token);
      expect(alone?.Account !== undefined).toBe(hasDetail);
    }
  });

  it('unless it does not grant what is asked for', async () => {
    const { newer } = await agreed(
      everyday('ReadAccountsBasic', 'ReadBalances'),
      both('ReadAccountsDetail'),
    );
    const shown = new Set((await listed('/balances', newer.token)).map((one) => one.AccountId));
    expect([...shown]).toEqual([ids['Everyday']]);
    const card = await bank.call(`/accounts/${ids['Credit card']}/balances`, newer.token);
    expect(card.status).toBe(403);
    expect(card.json()).toMatchObject({ Errors: [{ ErrorCode: 'U008', Path: 'AccountId' }] });
  });

  it('how far back, which side and which details of its transactions', async () => {
    const { newer } = await agreed(
      { ...both('ReadAccountsBasic', 'ReadTransactionsDetail', ...sides), from: '2026-10-01' },
      {
        ...everyday('ReadAccountsBasic', 'ReadTransactionsBasic', 'ReadTransactionsCredits'),
        ...{ from: '2026-02-01T00:00:00Z', to: '2026-04-30T23:59:59Z' },
      },
    );
    const list = await listed('/transactions?pageSize=1000', newer.token);
    const [account, card] = [of('Everyday', list), of('Credit card', list)];
    expect(account.length).toBeGreaterThan(2);
    expect(card.length).toBeGreaterThan(10);
    const wrong = account.filter(
      (one) =>
        one.BookingDateTime < '2026-02' ||
        one.BookingDateTime > '2026-05' ||
        one.CreditDebitIndicator === 'Debit' ||
        one.TransactionInformation !== undefined,
    );
    expect(wrong).toEqual([]);
    expect(card.filter((one) => one.BookingDateTime < '2026-10')).toEqual([]);
    expect(card.some((one) => one.TransactionInformation !== undefined)).toBe(true);
    const alone = await listed(
      `/accounts/${ids['Everyday']}/transactions?pageSize=1000`,
      newer.token,
    );
    expect(alone).toEqual(account);
  });

  it('and a consent that a token narrowed to neither side shows no transactions', async () => {
    const all = everyday('ReadAccountsBasic', 'ReadTransactionsDetail', ...sides);
    const { older, newer } = await agreed(all, all);
    const { consent, ...rest } = newer.detail as { consent: object };
    const narrowed = { ...rest, consent: { ...consent, Permissions: ['ReadTransactionsBasic'] } };
    const alone = await bank.tokenOf([{ ...newer, detail: narrowed }]);
    expect((await bank.call('/transactions', alone)).status).toBe(403);
    const withOlder = await bank.tokenOf([older, { ...newer, detail: narrowed }]);
    const list = await listed('/transactions', withOlder);
    expect(list.some((one) => one.TransactionInformation !== undefined)).toBe(true);
  });

  it('and once it ended, the one before it', async () => {
    const { newer } = await agreed(everyday('ReadAccountsDetail'), everyday('ReadAccountsBasic'));
    expect((await listed('/accounts', newer.token))[0]?.Account).toBeUndefined();
    const act = { now: bank.clock.now(), by: 'operator:spec', surface: 'operator' } as const;
    expect(await bank.consents.revoke(newer.consentId, act)).toBe(true);
    expect((await listed('/accounts', newer.token))[0]?.Account).toBeDefined();
  });
});

describe('a walk through transactions', () => {
  it('ends when another consent decides: its cursors are those of one decision', async () => {
    const all = everyday('ReadAccountsBasic', 'ReadTransactionsDetail', ...sides);
    const first = await bank.grant({ customer: 'Maya', ...all });
    const answer = await bank.call('/transactions?pageSize=25', first.token);
    const next = answer.json<{ Links: { Next: string } }>().Links.Next;
    expect((await bank.call(next, first.token)).status).toBe(200);
    const { token } = await bank.addTo(first, all);
    expect((await bank.call(next, token)).status).toBe(400);
    expect((await bank.call(next, first.token)).status).toBe(200);
  });
});

describe('the record of an access', () => {
  const recordsOf = async (
    ...consents: readonly Pick<Granted, 'consentId'>[]
  ): Promise<string[]> => {
    const rows = await bank.test.query<{ line: string }>(
      `SELECT consent_id || ' ' || split_part(endpoint, 'aisp', 2) AS line
       FROM resource_server.access_record WHERE consent_id = ANY($1)`,
      [consents.map(({ consentId }) => consentId)],
    );
    return rows.map(({ line }) => line).sort();
  };

  it('is kept for each consent that decided, and for no other', async () => {
    const { older, newer } = await agreed(both('ReadAccountsBasic'), everyday('ReadAccountsBasic'));
    const unheard = await bank.addTo(older, everyday('ReadAccountsDetail'), 0);
    const token = await bank.tokenOf([older, newer, unheard]);
    await listed('/accounts', token);
    await listed(`/accounts/${ids['Everyday']}`, token);
    const expected = [
      `${older.consentId} /accounts`,
      `${newer.consentId} /accounts`,
      `${newer.consentId} /accounts/:AccountId`,
    ].sort();
    for (let wait = 0; (await recordsOf(older, newer, unheard)).length < 3 && wait < 40; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await recordsOf(older, newer, unheard)).toEqual(expected);
  });

  it('of a payment is kept for its own consent', async () => {
    const [one, other] = [
      await agree(bank, { amount: '1.00' }),
      await agree(bank, { amount: '2.00' }),
    ];
    await bank.test.query(
      `WITH moved AS (SELECT set_config('session_replication_role', 'replica', true))
       UPDATE consent.consent SET grant_id = $2 FROM moved WHERE consent_id = $1`,
      [other.consentId, one.grantId],
    );
    const details = [one, other].map(({ consentId, accountId }) => ({
      ...{ type: domesticPaymentTypeName, ConsentId: consentId, AccountIds: [accountId] },
    }));
    const token = await bank.token({
      ...{ sub: one.customerId, client_id: one.clientId, grant_id: one.grantId },
      ...{ acr: strongCustomerAuthentication, authorization_details: details },
    });
    for (const agreed of [one, other]) {
      const answer = await pay(bank, agreed, { token });
      expect([answer.status, await paymentsOf(bank, agreed.consentId)]).toEqual([201, 1]);
      const { DomesticPaymentId } = answer.json<{ Data: { DomesticPaymentId: string } }>().Data;
      const read = await bank.call(pisp(bank, `domestic-payments/${DomesticPaymentId}`), token);
      expect(read.status).toBe(200);
    }
    const consents = [one, other].map(({ consentId }) => ({ consentId }));
    for (let wait = 0; (await recordsOf(...consents)).length < 4 && wait < 40; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const records = await recordsOf(...consents);
    const owners = records.map((line) => line.split(' ')[0]);
    expect(owners.sort()).toEqual(
      [one, one, other, other].map(({ consentId }) => consentId).sort(),
    );
  });
});
