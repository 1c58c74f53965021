import { writeFileSync } from 'node:fs';
import type { Database, Statement } from '@sandbank/platform';
import { balancesOfConsent } from '../src/balances/balances.statements.js';
import { verifyLedger } from '../src/ledger/verify/verify-ledger.js';
import type { PageCursor } from '../src/transactions/page-cursor.js';
import {
  TransactionsStore,
  type AccountPart,
  type TransactionList,
} from '../src/transactions/transactions.store.js';
import { explained } from './explained.js';
import { everyPermission, Harness, moment } from './harness.js';
import { largeBooks, type LargeBooks } from './large-books.js';
import { PageTimes } from './page-times.js';

// `node bench/transactions-at-size.mjs` asks for more entries and for figures.
const report = process.env['SANDBANK_AT_SIZE_REPORT'];
const entries = report === undefined ? 200_000 : 1_000_000;
const large = 100_000;

let bank: Harness;
let database: Database;
let books: LargeBooks;
let token: string;
let loadSeconds: number;

beforeAll(async () => {
  bank = await Harness.start();
  database = bank.test.connect('resourceServer', 1);
  const began = performance.now();
  const size = { entries, large, small: 100, others: 1000 };
  books = await largeBooks(bank.test, size, bank.customerId('Maya'), moment);
  loadSeconds = (performance.now() - began) / 1000;
  const wish = { customer: 'Maya', accounts: ['Large', 'Small'], permissions: everyPermission };
  ({ token } = await bank.grant(wish));
}, 300_000);
afterAll(() => bank.stop());

const everything = { from: undefined, to: undefined };
const cut = { from: new Date('2025-08-03T10:00:00Z'), to: new Date('2026-10-03T10:00:00Z') };
const part = (accountId: string, more: Partial<AccountPart> = {}): AccountPart => ({
  ...{ accountId, available: everything, window: everything, credits: true, debits: true },
  ...more,
});
const listOf = (...parts: AccountPart[]): TransactionList => ({
  ...{ bank: 'harbour', customerId: bank.customerId('Maya'), parts },
});

// Whatever the planner thinks of the disk.
const plans = (['custom', 'generic'] as const).flatMap((plan) =>
  [1.1, 4, 10].map((cost) => [plan, cost] as const),
);

/** Pages of a list as the service asks for them. */
async function pagesOf(store: TransactionsStore, list: TransactionList) {
  const { walk, rows } = await store.first(list, 100);
  const page = Math.floor(walk.total / 200);
  const middle: PageCursor = {
    ...{ page, side: 'after', bookedAt: '2026-02-20T12:00:00Z', walk },
    id: '80000000-0000-0000-0000-000000000000',
  };
  const oldest = { bookedAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
  const last: PageCursor = { page: Math.ceil(walk.total / 100), side: 'before', walk, ...oldest };
  return [{ walk, rows }, await store.at(list, middle, 100), await store.at(list, last, 100)];
}

describe.each<[string, () => TransactionList, number]>([
  ['of all of the account', () => listOf(part(books.large)), large],
  ['of its credits alone', () => listOf(part(books.large, { debits: false })), large / 2],
  ['of its debits alone', () => listOf(part(books.large, { credits: false })), large / 2],
  ['within a window', () => listOf(part(books.large, { window: cut })), 0],
  [
    'of two accounts, each in its way',
    () => listOf(part(books.large, { credits: false, window: cut }), part(books.small)),
    0,
  ],
])('each page of a list %s', (_what, list, total) => {
  it('reads some dozens of pages by an index, and sorts no more than it shows of each account', async () => {
    const asked: [Statement, readonly unknown[]][] = [];
    const query = (statement: Statement, values: readonly unknown[]) => {
      asked.push([statement, values]);
      return database.query(statement, values);
    };
    const pages = await pagesOf(new TransactionsStore({ query } as Database), list());
    expect(pages.map(({ rows }) => rows.length)).toEqual([100, 100, expect.any(Number)]);
    if (total > 0) expect(pages[0]!.walk.total).toBe(total);
    expect(asked.map(([{ name }]) => name)).toEqual([
      ...['transactions.first_page', 'transactions.page_after', 'transactions.page_before'],
    ]);
    const accounts = list().parts.length;
    for (const [plan, cost] of plans) {
      for (const [statement, values] of asked) {
        const how = await explained(database, statement, values, plan, cost);
        const named = [statement.name, plan, cost];
        const of = (kind: RegExp) => how.nodes.filter((node) => kind.test(node.kind));
        // A table of twenty holders is read as quickly as its index.
        const whole = of(/Seq Scan/).filter(({ relation }) => relation !== 'account_holder');
        expect([...named, whole]).toEqual([...named, []]);
        const unordered = of(/Bitmap/).filter((node) =>
          /^ledger_/.test(`${node.relation ?? node.index}`),
        );
        expect([...named, unordered]).toEqual([...named, []]);
        const sorted = of(/Sort/).filter(({ rows }) => rows > 100 * accounts);
        expect([...named, sorted]).toEqual([...named, []]);
        // At most a count for each day, which lie next to each other, and the entries of the two days that are cut.
        const long = how.nodes.filter(({ rows, removed }) => rows + removed > 1000);
        expect([...named, long]).toEqual([...named, []]);
        expect(how.pages).toBeLessThan(250);
        const days = of(/./).filter(({ relation }) => relation === 'ledger_day');
        expect(days.every(({ kind }) => kind === 'Index Only Scan')).toBe(true);
      }
    }
  });
});

it('pages of a large account are told as those of a small one', async () => {
  const path = (id: string) => `${bank.aisp}/accounts/${id}/transactions`;
  interface Page {
    readonly Data: { readonly Transaction: readonly { readonly TransactionId: string }[] };
    readonly Links: { readonly Next: string; readonly Last: string };
    readonly Meta: { readonly TotalPages: number };
  }
  const page = async (url: string) => (await bank.call(url, token)).json<Page>();
  const first = await page(path(books.large));
  expect(first.Meta.TotalPages).toBe(large / 100);
  const last = await page(first.Links.Last);
  const ends = await bank.test.query<{ id: string }>(
    `(SELECT id FROM resource_server.ledger_entry WHERE account_id = $1 ORDER BY booked_at DESC, id DESC LIMIT 1)
     UNION ALL
     (SELECT id FROM resource_server.ledger_entry WHERE account_id = $1 ORDER BY booked_at, id LIMIT 1)`,
    [books.large],
  );
  const shown = [first.Data.Transaction[0], last.Data.Transaction.at(-1)];
  expect(shown.map((one) => one?.TransactionId)).toEqual(ends.map(({ id }) => id));
  expect((await page(path(books.small))).Meta.TotalPages).toBe(1);

  if (report === undefined) return;
  const times = new PageTimes(bank, token, database);
  const figures = await times.measured({
    small: path(books.small),
    large: path(books.large),
    lists: { small: listOf(part(books.small)), large: listOf(part(books.large)) },
  });
  writeFileSync(report, JSON.stringify({ entries, loadSeconds, ...figures }));
}, 600_000);

it('so many entries are proved whole', async () => {
  const { faults, entries: proved } = await verifyLedger(database);
  expect(faults.slice(0, 3)).toEqual([]);
  expect(proved).toBeGreaterThan(entries);
}, 120_000);

it('balances are read by indexes, however many entries and holds have gone by', async () => {
  await bank.test.query(
    `WITH asleep AS MATERIALIZED (SELECT set_config('session_replication_role', 'replica', true))
     INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at, ended_at, outcome)
     SELECT gen_random_uuid(), b.account_id, b.currency, 100,
       $2::timestamptz - interval '90 days' + n * interval '1 minute',
       $2::timestamptz - interval '89 days' + n * interval '1 minute', 'released'
     FROM asleep, resource_server.account_balance b,
       generate_series(1, CASE WHEN b.account_id = $1 THEN 5000 ELSE 10 END) n`,
    [books.large, moment],
  );
  await bank.test.query('VACUUM (ANALYZE) resource_server.hold');
  const opening = new Date('2026-11-21T00:00:00Z');
  const values = [[books.large, books.small], bank.customerId('Maya'), 'harbour', opening];
  for (const [plan, cost] of plans) {
    const how = await explained(database, balancesOfConsent, values, plan, cost);
    const long = how.nodes.filter(({ rows, removed }) => rows + removed > 1000);
    const told = long.filter(({ relation }) => /^ledger_|^hold/.test(String(relation)));
    expect([plan, cost, told]).toEqual([plan, cost, []]);
  }
});
