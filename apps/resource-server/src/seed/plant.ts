import type { Database, Queryable } from '@sandbank/platform';
import { Blueprint } from './blueprint.js';
import {
  beginningOfLife,
  eventsOfCustomer,
  journalId,
  live,
  openingEvents,
  RunningBooks,
  type GeneratedJournal,
} from './life.js';
import { putDirectory } from './directory.js';
import type { LifeEvent } from './life-event.js';
import type { Customer } from './persona.js';
import type { Seed } from './seed-file.schema.js';
import { entryRows, journalRow } from './rows.js';
import * as sql from './seed.statements.js';
import { putStandingData } from './standing-data/standing-data.js';
import { closeMonths } from './standing-data/standing-data.statements.js';

/** Journals that one statement posts. */
const journalsPerStatement = 4000;

/** What a seed added. */
export interface Planted {
  readonly customers: number;
  readonly journals: number;
}

/**
 * Brings the books up to `now`: banks, customers and accounts that are new, and what happened since the
 * last time. The past never changes; a second call at the same instant adds nothing.
 */
export async function plant(database: Database, seed: Seed, now: Date): Promise<Planted> {
  return database.transaction(async (transaction) => {
    await transaction.query(sql.lockSeed);
    let journals = 0;
    for (const bank of seed.banks) {
      const customers = seed.customers.filter((customer) => customer.bank === bank.slug);
      const blueprint = new Blueprint(seed.seed, bank, customers);
      await putDirectory(transaction, bank, blueprint, now);
      journals += await liveOn(transaction, seed.seed, blueprint, now);
      await putStandingData(transaction, seed.seed, blueprint, now);
    }
    return { customers: seed.customers.length, journals };
  });
}

/** Generates and posts what happened to one bank's customers since each was last brought up to date. */
async function liveOn(
  transaction: Queryable,
  seed: string,
  blueprint: Blueprint,
  now: Date,
): Promise<number> {
  const spans = await spansOf(transaction, blueprint.customers, now);
  const events = blueprint.customers.flatMap((customer) => {
    const span = spans.get(customer.id);
    if (span === undefined) return [];
    const opening = span.isNew ? openingEvents(blueprint, customer, span.after) : [];
    return [...opening, ...eventsOfCustomer(seed, blueprint, customer, span)];
  });
  const books = await openBooks(transaction, seed, blueprint, events);
  const journals = live(seed, events, books);
  await post(transaction, blueprint, journals);
  const bookedFrom = journals[0] === undefined ? null : new Date(journals[0].at);
  const accountIds = blueprint.accounts.map(({ id }) => id);
  await transaction.query(closeMonths, [accountIds, now, bookedFrom]);
  const progress = [...spans].map(([customerId, span]) => ({
    customer_id: customerId,
    begins_at: new Date(span.beginsAt),
    generated_through: new Date(span.until),
  }));
  await transaction.query(sql.putGeneratedLives, [JSON.stringify(progress)]);
  return journals.length;
}

interface LifeSpan {
  readonly beginsAt: number;
  readonly after: number;
  readonly until: number;
  readonly isNew: boolean;
}

async function spansOf(
  transaction: Queryable,
  customers: readonly Customer[],
  now: Date,
): Promise<Map<string, LifeSpan>> {
  const known = await transaction.query<{
    customer_id: string;
    begins_at: Date;
    generated_through: Date;
  }>(sql.generatedLives, [customers.map(({ id }) => id)]);
  const spans = new Map<string, LifeSpan>();
  for (const customer of customers) {
    const { id } = customer;
    const start = beginningOfLife(customer, now);
    const life = known.find((row) => row.customer_id === id);
    const after = life?.generated_through.getTime() ?? start;
    const span = {
      beginsAt: life?.begins_at.getTime() ?? start,
      after,
      until: now.getTime(),
      isNew: life === undefined,
    };
    // A clock that went backwards has nothing to add.
    if (span.until > after) spans.set(id, span);
  }
  return spans;
}

async function openBooks(
  transaction: Queryable,
  seed: string,
  blueprint: Blueprint,
  events: readonly LifeEvent[],
): Promise<RunningBooks> {
  const rows = await transaction.query<{
    account_id: string;
    balance_minor: string;
    limit_minor: string;
  }>(sql.balancesOf, [blueprint.accounts.map(({ id }) => id)]);
  const answered = new Map(
    events.flatMap(({ answers }) =>
      answers === undefined ? [] : [[journalId(seed, answers), answers.key] as const],
    ),
  );
  const posted = await transaction.query<{ id: string }>(sql.knownJournals, [[...answered.keys()]]);
  return new RunningBooks(
    new Map(rows.map((row) => [row.account_id, Number(row.balance_minor)])),
    new Map(rows.map((row) => [row.account_id, Number(row.limit_minor)])),
    posted.flatMap(({ id }) => answered.get(id) ?? []),
  );
}

async function post(
  transaction: Queryable,
  blueprint: Blueprint,
  journals: readonly GeneratedJournal[],
): Promise<void> {
  for (let start = 0; start < journals.length; start += journalsPerStatement) {
    const chunk = journals.slice(start, start + journalsPerStatement);
    const entries = chunk.flatMap((journal) => entryRows(journal, blueprint));
    await transaction.query(sql.postJournals, [
      JSON.stringify(chunk.map(journalRow)),
      blueprint.bank.slug,
    ]);
    await transaction.query(sql.postEntries, [JSON.stringify(entries)]);
  }
}
