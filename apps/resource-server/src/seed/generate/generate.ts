import {
  conflictWithOrder,
  copyLine,
  type Database,
  type Report,
  type Transaction,
} from '@sandbank/platform';
import { counterAccount, counterAccountScheme } from '../../ledger/counter-accounts.js';
import { closeMonths } from '../standing-data/standing-data.statements.js';
import { customerRows, entryLine, journalLine } from './generate.rows.js';
import * as sql from './generate.statements.js';
import { chunksOf, sharesOf, transactionsAfter, type Load } from './load.js';
import { transactionOf, type CounterAccounts } from './transaction.js';

/** What an operator asks for. */
export type LoadOrder = Pick<Load, 'bank' | 'seed' | 'customers' | 'transactions'>;

/** What came of it: `added` counts the transactions that were not there before. */
export interface Generated {
  readonly customers: number;
  readonly transactions: number;
  readonly added: number;
}

const unitsPerChunkUsually = 25_000;

/**
 * Writes many customers with many transactions by COPY, chunk by chunk, each in one transaction under all the rules of
 * the ledger. A load that was interrupted goes on; one that is complete is left as it is. Throws `OrderRefused` when
 * the seed stands for a load of another size.
 */
export async function generateCustomers(
  database: Database,
  order: LoadOrder,
  now: Date,
  report: Report,
  unitsPerChunk = unitsPerChunkUsually,
): Promise<Generated> {
  const { done, ...begun } = await begin(database, order, now);
  const load = { ...order, ...begun, unitsPerChunk };
  const counter = await counterAccountsOf(database, load.bank);
  const chunks = chunksOf(load);
  let written = done;
  while (written < chunks) {
    written = await database.transaction((transaction) => next(transaction, load, counter));
    const count = transactionsAfter(load, written);
    report(`${count} of ${load.transactions} transactions`);
  }
  const { customers, transactions } = load;
  return { customers, transactions, added: transactions - transactionsAfter(load, done) };
}

interface Row {
  readonly customers: number;
  readonly transactions: number;
  readonly ends_at: Date;
  readonly chunks_done: number;
  readonly numbers_before: number;
}

async function begin(
  database: Database,
  { bank, seed, customers, transactions }: LoadOrder,
  now: Date,
): Promise<Pick<Load, 'endsAt' | 'numbersBefore'> & { readonly done: number }> {
  return database.transaction(async (transaction) => {
    await transaction.query(sql.lockLoads);
    await transaction.query(sql.beginLoad, [bank, seed, customers, transactions, now]);
    const [row] = await transaction.query<Row>(sql.findLoad, [bank, seed]);
    if (row === undefined) throw new Error('the load was not begun');
    if (row.customers !== customers || row.transactions !== transactions) {
      const size = `${row.customers} customers with ${row.transactions} transactions`;
      throw conflictWithOrder(`the seed ${seed} stands for ${size}; take another seed`);
    }
    const { ends_at: endsAt, numbers_before: numbersBefore, chunks_done: done } = row;
    return { endsAt, numbersBefore, done };
  });
}

async function counterAccountsOf(database: Database, bank: string): Promise<CounterAccounts> {
  const rows = await database.query<{ id: string; identification: string }>(
    sql.counterAccountsOfBank,
    [bank, counterAccountScheme],
  );
  const idOf = (name: Parameters<typeof counterAccount>[0]): string => {
    const row = rows.find(({ identification }) => identification === counterAccount(name, 'GBP'));
    if (row === undefined) throw conflictWithOrder(`the bank ${bank} has no account ${name}`);
    return row.id;
  };
  return { settlement: idOf('settlement'), cardScheme: idOf('card-scheme') };
}

/** Writes the next chunk that nobody has written; resolves to how many there are now. */
async function next(
  transaction: Transaction,
  load: Load,
  counter: CounterAccounts,
): Promise<number> {
  const key = [load.bank, load.seed];
  const [row] = await transaction.query<{ chunks_done: number }>(sql.holdLoad, key);
  const chunk = row?.chunks_done ?? 0;
  if (chunk >= chunksOf(load)) return chunk;
  const shares = [...sharesOf(load, chunk)];
  const newcomers = shares.filter(({ isNew }) => isNew).map((share) => customerRows(load, share));
  for (const table of ['customer', 'account', 'account_balance', 'account_holder'] as const) {
    const lines = newcomers.map((rows) => copyLine(rows[table]));
    await transaction.copy(sql.copySql(table), lines);
  }
  const journals = shares.flatMap((share) =>
    Array.from({ length: Math.max(0, share.to - share.from) }, (_, step) =>
      transactionOf(load, share, share.from + step, counter),
    ),
  );
  // Ids begin with their time: in this order, neighbours in the indexes are written together.
  journals.sort((one, other) => one.at - other.at);
  await transaction.copy(
    sql.copySql('journal'),
    journals.map((journal) => journalLine(load, journal)),
  );
  // Last, since it locks the bank's own accounts until the end of the chunk.
  await transaction.copy(sql.copySql('ledger_entry'), linesOf(journals));
  // A chunk may end amid a customer's transactions: their months are closed when all of them are there, whoever closed
  // some of them meanwhile.
  const complete = shares.filter(({ to, total }) => to === total).map(({ accountId }) => accountId);
  await transaction.query(closeMonths, [complete, load.endsAt, '-infinity']);
  await transaction.query(sql.chunkIsDone, key);
  return chunk + 1;
}

function* linesOf(journals: readonly ReturnType<typeof transactionOf>[]): Iterable<string> {
  for (const journal of journals) yield* entryLine(journal);
}
