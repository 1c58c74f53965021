import type { HttpsAnswer } from '@sandbank/testing';
import { StatementSweeper } from '../src/statements/statement.sweeper.js';
import { addCustomer } from '../src/operation/add-customer.js';
import { plant } from '../src/seed/plant.js';
import { everyPermission, Harness, moment } from './harness.js';
import { wordsOf } from './pdf-words.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => bank.clock.set(moment));

interface Amount {
  readonly Amount: { readonly Amount: string; readonly Currency: string };
  readonly CreditDebitIndicator: 'Credit' | 'Debit';
  readonly Type: string;
}
interface Statement {
  readonly AccountId: string;
  readonly StatementId: string;
  readonly StatementReference: string;
  readonly StartDateTime: string;
  readonly EndDateTime: string;
  readonly StatementAmount?: readonly Amount[];
  readonly StatementInterest?: readonly Amount[];
}
interface Transaction {
  readonly BookingDateTime: string;
  readonly CreditDebitIndicator: string;
}

const granted = (accounts: readonly string[], permissions: readonly string[], more = {}) =>
  bank.grant({ customer: 'Maya', accounts, permissions, ...more });
const whole = (accounts = ['Everyday']) => granted(accounts, everyPermission);
const without = (...permissions: string[]) =>
  everyPermission.filter((one) => !permissions.includes(one));

async function statements(token: string, path = '/statements'): Promise<Statement[]> {
  const answer = await bank.call(path, token);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.json<{ Data: { Statement: Statement[] } }>().Data.Statement;
}

/** Minor units with their sign. */
const minor = ({ Amount: { Amount }, CreditDebitIndicator }: Amount): number =>
  Math.round(Number(Amount) * 100) * (CreditDebitIndicator === 'Debit' ? -1 : 1);
const amountOf = ({ StatementAmount }: Statement, type: string): number =>
  minor(StatementAmount!.find(({ Type }) => Type === `UK.OBIE.${type}`)!);

describe('the statements of an account', () => {
  it('are its months that are over, the newest first, and each begins where the one before ended', async () => {
    const { token } = await whole();
    const list = await statements(token);
    expect(list.map(({ StatementReference }) => StatementReference).slice(0, 2)).toEqual([
      ...['2026-10', '2026-09'],
    ]);
    expect(list.length).toBe(18);
    expect(list[0]).toMatchObject({
      StartDateTime: '2026-10-01T00:00:00+00:00',
      EndDateTime: '2026-10-31T23:59:59+00:00',
      CreationDateTime: '2026-11-01T00:00:00+00:00',
    });
    list.forEach((statement, index) => {
      const sum = ['StartingBalance', 'TotalCredits', 'TotalDebits']
        .map((type) => amountOf(statement, type))
        .reduce((total, one) => total + one);
      expect(amountOf(statement, 'ClosingBalance')).toBe(sum);
      const before = list[index + 1];
      if (before !== undefined)
        expect(amountOf(statement, 'StartingBalance')).toBe(amountOf(before, 'ClosingBalance'));
    });
  });

  it('agree with the ledger, interest included', async () => {
    const { token } = await whole(['Rainy day']);
    const [newest] = await statements(token);
    const [ledger] = await bank.test.query<{ closing: string; interest: string }>(
      `SELECT sum(amount_minor) AS closing, sum(amount_minor) FILTER (WHERE sub_family_code = 'INTR'
         AND booked_at >= '2026-10-01T00:00:00Z') AS interest
       FROM resource_server.ledger_entry e JOIN resource_server.account a ON a.id = e.account_id
       WHERE a.nickname = 'Rainy day' AND booked_at < '2026-11-01T00:00:00Z'`,
    );
    expect(amountOf(newest!, 'ClosingBalance')).toBe(Number(ledger!.closing));
    expect(newest!.StatementInterest!.map(minor)).toEqual([Number(ledger!.interest)]);
  });

  it('tell what the account itself cost', async () => {
    const wish = { customer: 'Priya', accounts: ['Saltmarsh Ceramics'] };
    const { token } = await bank.grant({ ...wish, permissions: everyPermission });
    const [newest] = await statements(token);
    expect(newest).toMatchObject({
      StatementFee: [{ CreditDebitIndicator: 'Debit', Amount: { Amount: '6.50' } }],
    });
  });

  it('are found by dates, whole or with a time, and by id', async () => {
    const { token } = await whole();
    const window = 'fromStatementDateTime=2026-07-10&toStatementDateTime=2026-09-01T00:00:00';
    const found = await statements(token, `/statements?${window}`);
    expect(found.map(({ StatementReference }) => StatementReference)).toEqual([
      ...['2026-09', '2026-08', '2026-07'],
    ]);
    const { AccountId, StatementId } = found[1]!;
    expect(await statements(token, `/accounts/${AccountId}/statements?${window}`)).toEqual(found);
    const one = await statements(token, `/accounts/${AccountId}/statements/${StatementId}`);
    expect(one).toEqual([found[1]]);
  });

  it.each([
    ['fromStatementDateTime=soon', 'U003'],
    ['fromStatementDateTime=2026-09-01&toStatementDateTime=2026-08-01', 'U003'],
    ['fromStatementDateTime=2026-09-01&fromStatementDateTime=2026-09-01', 'U002'],
  ])('are not looked for by %s', async (query, code) => {
    const { token } = await whole();
    const answer = await bank.call(`/statements?${query}`, token);
    expect([answer.status, answer.json<{ Errors: object[] }>().Errors[0]]).toMatchObject([
      ...[400, { ErrorCode: code }],
    ]);
  });

  it('are shown where all of the month lies in what the customer agreed to', async () => {
    const dates = { from: '2026-08-02T00:00:00Z', to: '2026-10-31T23:59:59Z' };
    const { token } = await granted(['Everyday'], everyPermission, dates);
    const references = (await statements(token)).map((each) => each.StatementReference);
    expect(references).toEqual(['2026-10', '2026-09']);
  });

  it('answer an unknown id, one of another account, of another customer and a malformed one with 400', async () => {
    const { token } = await whole(['Everyday', 'Rainy day']);
    const list = await statements(token);
    const tomos = {
      customer: 'Tomos',
      accounts: ['Student account'],
      permissions: everyPermission,
    };
    const [everyday, saved] = ['Everyday', 'Rainy day'].map((name) => bank.accountId(name));
    const others = list.find(({ AccountId }) => AccountId !== list[0]!.AccountId)!;
    expect(list[0]!.AccountId).toBe(await everyday);
    expect(others.AccountId).toBe(await saved);
    for (const [id, code] of [
      [others.StatementId, 'U011'],
      [(await statements((await bank.grant(tomos)).token))[0]!.StatementId, 'U011'],
      ['7a1f0c7a-83b2-4c41-8a6e-0f9d2b7c4e15', 'U011'],
      ['2026-10', 'U002'],
    ] as const) {
      for (const below of ['', '/transactions', '/file']) {
        const path = `/accounts/${await everyday}/statements/${id}${below}`;
        const answer = await bank.call(path, token);
        expect([path, answer.status]).toEqual([path, 400]);
        expect(answer.json<{ Errors: object[] }>().Errors).toMatchObject([
          { ErrorCode: code, Path: 'StatementId' },
        ]);
      }
    }
  });

  it('list the transactions of their month alone, page by page', async () => {
    const { token } = await whole();
    const [{ AccountId, StatementId }] = (await statements(token)) as [Statement];
    const path = `/accounts/${AccountId}/statements/${StatementId}/transactions?pageSize=25`;
    const seen: Transaction[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const answer: HttpsAnswer = await bank.call(next, token);
      const page = answer.json<{
        Data: { Transaction: Transaction[] };
        Links: { Next?: string };
      }>();
      seen.push(...page.Data.Transaction);
      next = page.Links.Next;
    }
    const [ledger] = await bank.test.query<{ entries: number }>(
      `SELECT entries FROM resource_server.statement WHERE id = $1`,
      [StatementId],
    );
    expect(seen.length).toBe(ledger!.entries);
    expect(seen.length).toBeGreaterThan(25);
    for (const { BookingDateTime } of seen) expect(BookingDateTime).toMatch(/^2026-10-/);
  });
});

describe('the file of a statement', () => {
  const fileOf = async (token: string, accept = 'application/pdf') => {
    const [{ AccountId, StatementId }] = (await statements(token)) as [Statement];
    const path = `/accounts/${AccountId}/statements/${StatementId}/file`;
    return bank.call(path, token, { headers: { accept } });
  };

  it('is a PDF, the same bytes each time, with every entry and the balance after it', async () => {
    const { token } = await whole();
    const [first, again] = [await fileOf(token), await fileOf(token, '*/*')];
    expect([first.status, first.header('content-type')]).toEqual([200, 'application/pdf']);
    expect(first.header('content-disposition')).toBe(
      'attachment; filename="statement-2026-10.pdf"',
    );
    expect(first.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(again.bytes.equals(first.bytes)).toBe(true);
    const words = wordsOf(first.bytes);
    const [newest] = await statements(token);
    const closing = (amountOf(newest!, 'ClosingBalance') / 100)
      .toFixed(2)
      .replace(/\B(?=(\d{3})+\.)/g, ',');
    expect(words.split(`\xa3${closing}`).length - 1).toBeGreaterThanOrEqual(2);
    expect(words).toContain('TIDEWAY LETTINGS RENT FLAT 4');
    expect(words).toContain('Maya Okafor');
    expect(words).toMatch(/Sort code 00-12-20 \xb7 Account \d{8}/);
  });

  it.each(['application/json', 'image/png', 'application/pdf;q=0'])(
    'is not given to who takes only %s',
    async (accept) => {
      const { token } = await whole();
      const answer = await fileOf(token, accept);
      expect(answer.status).toBe(406);
      expect(answer.json<{ Errors: object[] }>().Errors).toMatchObject([{ ErrorCode: 'U006' }]);
    },
  );

  it('shows of account, card and entries what the permissions allow', async () => {
    const basic = await granted(
      ['Credit card'],
      [
        ...['ReadAccountsBasic', 'ReadStatementsDetail'],
        ...['ReadTransactionsBasic', 'ReadTransactionsCredits'],
      ],
    );
    const words = wordsOf((await fileOf(basic.token)).bytes);
    expect(words).not.toContain('Maya');
    expect(words).not.toMatch(/Card [x\d]{4}/);
    expect(words).not.toMatch(/MOONREEL/);
    expect(words).toContain('Only some of the transactions are shared with the reader.');
    const masked = await granted(['Credit card'], without('ReadPAN'));
    expect(wordsOf((await fileOf(masked.token)).bytes)).toMatch(/Card xxxx xxxx xxxx \d{4}/);
    const full = await whole(['Credit card']);
    expect(wordsOf((await fileOf(full.token)).bytes)).toMatch(/Card 9990 01\d\d \d{4} \d{4}/);
    const none = await granted(['Credit card'], ['ReadAccountsBasic', 'ReadStatementsDetail']);
    expect(wordsOf((await fileOf(none.token)).bytes)).toContain(
      'Transactions are not shared with the reader.',
    );
  });
});

describe('a month that ends', () => {
  const newestOf = async (token: string) => (await statements(token))[0]!;

  it('is closed once, whoever sweeps, and anew when the seed books into it', async () => {
    const sweeper = bank.application.get(StatementSweeper);
    const count = async () =>
      (
        await bank.test.query<{ n: string }>('SELECT count(*) AS n FROM resource_server.statement')
      )[0]!.n;
    const before = await count();
    bank.clock.set(new Date('2026-12-01T00:00:30Z'));
    await sweeper.sweep();
    expect(await count()).toBe(before);
    bank.clock.set(new Date('2026-12-01T00:01:30Z'));
    await Promise.all([sweeper.sweep(), sweeper.sweep()]);
    await sweeper.sweep();
    const { token } = await whole();
    const closed = await newestOf(token);
    expect(closed.StatementReference).toBe('2026-11');
    const accounts = bank.seed.customers.flatMap((customer) => customer.accounts).length;
    expect(Number(await count())).toBe(Number(before) + accounts);
    await plant(bank.test.connect('resourceServer', 1), bank.seed, bank.clock.now());
    const anew = await newestOf(token);
    expect(anew.StatementId).toBe(closed.StatementId);
    expect(amountOf(anew, 'TotalDebits')).toBeLessThan(amountOf(closed, 'TotalDebits'));
  });
});

describe('an account that an operator opens', () => {
  it('has the months of its history from the beginning', async () => {
    const account = {
      key: 'all',
      type: 'CACC',
      description: 'Current',
      nickname: 'Of the new one',
    };
    const customer = {
      ...{ id: '018f4c1f-0000-7000-8000-000000000001', name: 'Nell Newcomer' },
      accounts: [{ ...account, opened: '2024-01-15', openingBalance: '1000.00' }],
    };
    const order = { operation: 'customer.add', bank: 'harbour', customer, seed: 'sandbank' };
    await addCustomer(bank.test.connect('resourceServer', 1), order, moment);
    const consents = { customer: 'Nell', accounts: [account.nickname] };
    bank.seed.customers.push({ ...bank.seed.customers[0]!, ...customer } as never);
    const { token } = await bank.grant({ ...consents, permissions: everyPermission });
    expect((await statements(token)).map((each) => amountOf(each, 'ClosingBalance'))).toEqual(
      Array.from({ length: 18 }, () => 100_000),
    );
  });
});
