import { randomUUID } from 'node:crypto';
import { iban } from '@sandbank/consent';
import { Harness } from './harness.js';
import { doors, lodge, refusalOf } from './lodging.js';
import {
  agree,
  balanceOf,
  expectBooksToBalance,
  look,
  numberOf,
  paid,
  pay,
  pisp,
  settle,
  type PaymentBody,
} from './paying.js';

let bank: Harness;
const own = iban('GB', 'SBNX00122077700001');
const friends = iban('GB', 'SBNX00122077700002');
const abroad = 'DE89370400440532013000';

beforeAll(async () => {
  bank = await Harness.start();
  await openInEuros('Maya', 'Travel money', own, 100_000);
  await openInEuros('Tomos', 'Euros of a friend', friends, 5_000);
}, 60_000);
afterAll(() => bank.stop());
afterEach(async () => {
  await settle(bank);
  await expectBooksToBalance(bank);
});

/** An account in euros with so many cents in it. */
async function openInEuros(name: string, nickname: string, number: string, cents: number) {
  const [id, journal] = [randomUUID(), randomUUID()];
  await bank.test.query(
    `WITH account AS (
       INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code, description,
         nickname, holder_name, scheme_name, identification, opened_at)
       VALUES ($1, 'harbour', 'customer', 'EUR', 'Personal', 'CACC', 'Euro account', $2, $3, 'UK.OBIE.IBAN', $4,
         now())),
     balance AS (
       INSERT INTO resource_server.account_balance (account_id, currency, limit_minor) VALUES ($1, 'EUR', 0))
     INSERT INTO resource_server.account_holder VALUES ($5, $1)`,
    [id, nickname, name, number, bank.customerId(name)],
  );
  await bank.test.query(
    `WITH journal AS (INSERT INTO resource_server.journal VALUES ($1, 'harbour', $2, 'seed'))
     INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor, booked_at,
       family_code, sub_family_code, proprietary_code)
     SELECT gen_random_uuid(), $1, a.id, 'EUR', CASE WHEN a.id = $3 THEN $4::bigint ELSE -$4::bigint END, $2, 'MCOP', 'OTHR',
       'BroughtForward'
     FROM resource_server.account a WHERE a.id = $3 OR a.identification = 'opening-EUR'`,
    [journal, bank.clock.now(), id, cents],
  );
}

const inEuros = { from: 'Travel money', currency: 'EUR' } as const;

describe('a payment in euros', () => {
  it('moves them between two accounts of the bank', async () => {
    const agreed = await agree(bank, { ...inEuros, amount: '12.5', to: friends });
    const id = await paid(bank, agreed);
    await settle(bank);
    const { Data } = (await look(bank, id)).json<PaymentBody>();
    expect(Data).toMatchObject({ Status: 'ACCC', Initiation: agreed.initiation });
    expect(await balanceOf(bank, 'Travel money')).toBe(100_000 - 1250);
    expect(await balanceOf(bank, 'Euros of a friend')).toBe(5_000 + 1250);
  });

  it('leaves through the clearing account of its currency', async () => {
    const pounds = await balanceOf(bank, 'outgoing-clearing');
    await paid(bank, await agree(bank, { ...inEuros, amount: '7.00', to: abroad }));
    await settle(bank);
    expect(await balanceOf(bank, 'outgoing-clearing-EUR')).toBe(700);
    expect(await balanceOf(bank, 'outgoing-clearing')).toBe(pounds);
  });

  it('is borne by euros alone', async () => {
    const tooMuch = await agree(bank, { ...inEuros, amount: '5000.00', to: abroad });
    expect((await pay(bank, tooMuch)).json()).toMatchObject({ Errors: [{ ErrorCode: 'U014' }] });
    const url = `domestic-payment-consents/${tooMuch.consentId}/funds-confirmation`;
    const funds = await bank.call(pisp(bank, url), tooMuch.token);
    expect(funds.json()).toMatchObject({
      Data: { FundsAvailableResult: { FundsAvailable: false } },
    });
  });
});

describe('money never changes its currency', () => {
  const place = 'Data.Initiation';
  it.each([
    ['from an account in pounds', { currency: 'EUR', to: abroad }, 'InstructedAmount.Currency'],
    ['pounds from one in euros', { from: 'Travel money' }, 'InstructedAmount.Currency'],
    ['pounds to one in euros', { to: friends }, 'CreditorAccount'],
  ] as const)('%s: 400', async (_what, wish, path) => {
    const answer = await pay(bank, await agree(bank, { amount: '1.00', ...wish }));
    expect([answer.status, answer.json()]).toMatchObject([
      400,
      { Errors: [{ ErrorCode: 'U002', Path: `${place}.${path}` }] },
    ]);
  });
});

describe('the account that paid', () => {
  it('is told for a refund, where the customer has agreed to that', async () => {
    const Account = { SchemeName: 'UK.OBIE.IBAN', Identification: own, Name: 'Maya' };
    const wish = { ...inEuros, amount: '1.00', to: abroad };
    const id = await paid(bank, await agree(bank, { ...wish, refund: 'Yes' }));
    const answer = await look(bank, id);
    expect(answer.json()).toMatchObject({ Data: { Refund: { Account }, Debtor: Account } });
    for (const refund of [{}, { refund: 'No' }] as const) {
      const other = await paid(bank, await agree(bank, { ...wish, ...refund }));
      expect((await look(bank, other)).body).not.toContain(own);
    }
  });
});

describe('whether it is told', () => {
  const door = 'domestic-payment-consents';
  const { Data, Risk } = doors[door].body;
  const asking = (ReadRefundAccount: string) => ({ Data: { ReadRefundAccount, ...Data }, Risk });

  it('is asked for at the other door as well, and shown again', async () => {
    const answer = await lodge(bank, door, { body: asking('Yes') });
    expect([answer.status, answer.json()]).toMatchObject([201, asking('Yes')]);
    expect(refusalOf(await lodge(bank, door, { body: asking('Perhaps') }))).toEqual({
      ...{ status: 400, code: 'U002', path: 'Data.ReadRefundAccount' },
    });
  });
});

describe('an account that the app names to pay from', () => {
  it('pays, and no other does', async () => {
    const number = await numberOf(bank, 'Everyday');
    const debtor = { SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification: number } as const;
    const right = await agree(bank, { amount: '1.00', debtor });
    expect((await pay(bank, right)).json()).toMatchObject({
      Data: { Initiation: { DebtorAccount: debtor } },
    });
    const wrong = await agree(bank, { amount: '1.00', debtor, from: 'Rainy day' });
    const refused = await pay(bank, wrong);
    expect([refused.status, refused.json()]).toMatchObject([
      403,
      { Errors: [{ ErrorCode: 'U008', Path: 'Data.Initiation.DebtorAccount' }] },
    ]);
  });
});
