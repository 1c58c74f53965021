import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import { migrations } from '../migrations/index.js';

let test: TestDatabase;
let database: Database;
const account = { current: randomUUID(), savings: randomUUID(), world: randomUUID() };

beforeAll(async () => {
  test = await testDatabase({ migrations: { resource_server: migrations } });
  database = test.connect('resourceServer', 3);
  await run(
    `INSERT INTO resource_server.bank VALUES ('harbour', 'Harbour', 'https://localhost/h', 'p')`,
  );
  for (const [name, limit] of [
    ['current', 50_000],
    ['savings', 0],
    ['world', null],
  ] as const) {
    await run(
      `INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code,
         description, holder_name, scheme_name, identification, opened_at)
       VALUES ($1, 'harbour', 'customer', 'GBP', 'Personal', 'CACC', 'x', 'x', 'x', $2, now())`,
      [account[name], name],
    );
    await run(
      `INSERT INTO resource_server.account_balance (account_id, currency, limit_minor)
       VALUES ($1, 'GBP', $2)`,
      [account[name], limit],
    );
  }
});
afterAll(() => test.drop());

let count = 0;
/** Any SQL with the rights of the resource server's own role. */
const run = <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
  database.query<R>(statement(`spec.${(count += 1)}`, text), values);

type Leg = readonly [accountId: string, amountMinor: number, currency?: string];

async function post(legs: readonly Leg[]): Promise<string> {
  const journalId = randomUUID();
  const values = legs.map(
    ([accountId, amountMinor, currency]) =>
      `('${randomUUID()}', '${journalId}', '${accountId}', '${currency ?? 'GBP'}', ${amountMinor}, now(), 'ICDT', 'DMCT', 'T')`,
  );
  await run(
    `WITH j AS (INSERT INTO resource_server.journal VALUES ($1, 'harbour', now(), 'payment'))
     INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
       booked_at, family_code, sub_family_code, proprietary_code) VALUES ${values.join(',')}`,
    [journalId],
  );
  return journalId;
}

const balanceOf = async (id: string): Promise<number> => {
  const [row] = await run<{ balance_minor: string }>(
    'SELECT balance_minor FROM resource_server.account_balance WHERE account_id = $1',
    [id],
  );
  return Number(row!.balance_minor);
};

describe('the books', () => {
  it('take a journal that sums to zero and move both balances', async () => {
    const before = await Promise.all([balanceOf(account.current), balanceOf(account.world)]);
    await post([
      [account.current, 12_345],
      [account.world, -12_345],
    ]);
    expect(await balanceOf(account.current)).toBe(before[0] + 12_345);
    expect(await balanceOf(account.world)).toBe(before[1] - 12_345);
  });

  it('refuse a journal that does not sum to zero', async () => {
    const posting = post([
      [account.current, 100],
      [account.world, -99],
    ]);
    await expect(posting).rejects.toMatchObject({ constraint: 'ledger_entry_balances' });
  });

  it('refuse a journal of one leg', async () => {
    await expect(post([[account.world, 1]])).rejects.toMatchObject({
      constraint: 'ledger_entry_balances',
    });
  });

  it('refuse to add to a journal what unbalances it', async () => {
    const journalId = await post([
      [account.current, 5],
      [account.world, -5],
    ]);
    const adding = run(
      `INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
         booked_at, family_code, sub_family_code, proprietary_code)
       VALUES ($1, $2, $3, 'GBP', 1, now(), 'ICDT', 'DMCT', 'T')`,
      [randomUUID(), journalId, account.current],
    );
    await expect(adding).rejects.toMatchObject({ constraint: 'ledger_entry_balances' });
  });

  it('refuse one currency balanced by another', async () => {
    const euro = randomUUID();
    await run(
      `INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code,
         description, holder_name, scheme_name, identification, opened_at)
       VALUES ($1, 'harbour', 'internal', 'EUR', 'Business', 'OTHR', 'x', 'x', 'x', 'euro', now())`,
      [euro],
    );
    await run(
      `INSERT INTO resource_server.account_balance (account_id, currency) VALUES ($1, 'EUR')`,
      [euro],
    );
    const posting = post([
      [account.world, -10],
      [euro, 10, 'EUR'],
    ]);
    await expect(posting).rejects.toMatchObject({ constraint: 'ledger_entry_balances' });
  });

  it('refuse an entry in another currency than its account', async () => {
    const posting = post([
      [account.current, 10, 'EUR'],
      [account.world, -10, 'EUR'],
    ]);
    await expect(posting).rejects.toMatchObject({ code: '23503' });
  });

  it('refuse an amount of zero', async () => {
    await expect(post([[account.current, 0]])).rejects.toMatchObject({ code: '23514' });
  });

  it('refuse a debit beyond the overdraft limit, and take one up to it', async () => {
    const available = (await balanceOf(account.current)) + 50_000;
    const beyond = post([
      [account.current, -available - 1],
      [account.world, available + 1],
    ]);
    await expect(beyond).rejects.toMatchObject({ constraint: 'account_balance_within_limit' });
    await post([
      [account.current, -available],
      [account.world, available],
    ]);
    expect(await balanceOf(account.current)).toBe(-50_000);
  });

  it.each(['ledger_entry SET amount_minor = 1', 'journal SET booked_at = now()'])(
    'refuse UPDATE %s: even to the owner',
    async (change) => {
      await expect(run(`UPDATE resource_server.${change}`)).rejects.toThrow(/permission denied/);
      await expect(test.query(`UPDATE resource_server.${change}`)).rejects.toMatchObject({
        constraint: 'ledger_is_immutable',
      });
    },
  );

  it.each(['ledger_entry', 'journal'])('refuse DELETE and TRUNCATE of %s', async (table) => {
    await expect(run(`DELETE FROM resource_server.${table}`)).rejects.toThrow(/permission denied/);
    for (const verb of ['DELETE FROM', 'TRUNCATE']) {
      await expect(
        test.query(`${verb} resource_server.${table} ${verb === 'TRUNCATE' ? 'CASCADE' : ''}`),
      ).rejects.toMatchObject({ constraint: 'ledger_is_immutable' });
    }
  });

  it('let the role touch no balance but by an entry', async () => {
    const raising = run('UPDATE resource_server.account_balance SET balance_minor = 1000000');
    await expect(raising).rejects.toThrow(/permission denied/);
    const born = run(
      `INSERT INTO resource_server.account_balance (account_id, currency, balance_minor)
       VALUES ($1, 'GBP', 100)`,
      [randomUUID()],
    );
    await expect(born).rejects.toThrow(/permission denied/);
  });

  it('stay whole under many postings at once, in either direction', async () => {
    const before = await balanceOf(account.savings);
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        post(
          index % 2 === 0
            ? [
                [account.savings, 10],
                [account.world, -10],
              ]
            : [
                [account.world, -20],
                [account.savings, 20],
              ],
        ),
      ),
    );
    expect(await balanceOf(account.savings)).toBe(before + 900);
    const [sum] = await test.query<{ whole: boolean }>(
      `SELECT bool_and(b.balance_minor = coalesce(e.total, 0)) AS whole
       FROM resource_server.account_balance b LEFT JOIN (SELECT account_id, sum(amount_minor) AS total
         FROM resource_server.ledger_entry GROUP BY account_id) e USING (account_id)`,
    );
    expect(sum!.whole).toBe(true);
  });
});
