import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations } from '@sandbank/consent';
import { randomUUID } from 'node:crypto';
import { migrations } from '../src/migrations/index.js';

/** One side of a journal. */
export interface BookedLeg {
  readonly account: string;
  readonly minor: number;
  readonly currency?: string;
  readonly captures?: string;
}

/** When everything in these books happens. */
export const bookedAt = new Date('2026-11-21T15:30:00Z');

let statements = 0;

/** A bank of bare accounts and the two things that are done with them, each with the rights of the server's role. */
export class Books {
  private constructor(
    readonly test: TestDatabase,
    readonly database: Database,
  ) {}

  static async open(connections = 3): Promise<Books> {
    const test = await testDatabase({
      migrations: { consent: consentMigrations, resource_server: migrations },
    });
    const books = new Books(test, test.connect('resourceServer', connections));
    await books.run(
      `INSERT INTO resource_server.bank VALUES ('harbour', 'Harbour', 'https://localhost/h', 'p')`,
    );
    return books;
  }

  run<R>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    statements += 1;
    return this.database.query<R>(statement(`books.${statements}`, text), values);
  }

  /** Opens an account; a limit of null has no floor. */
  async account(limitMinor: number | null = 0, currency = 'GBP'): Promise<string> {
    const id = randomUUID();
    await this.run(
      `INSERT INTO resource_server.account (id, bank_slug, kind, currency, category, type_code,
         description, holder_name, scheme_name, identification, opened_at)
       VALUES ($1::uuid, 'harbour', 'customer', $2, 'Personal', 'CACC', 'x', 'x', 'x', $1::text, now())`,
      [id, currency],
    );
    await this.run(
      `INSERT INTO resource_server.account_balance (account_id, currency, limit_minor)
       VALUES ($1, $2, $3)`,
      [id, currency, limitMinor],
    );
    return id;
  }

  /** Books a journal of these legs in one statement; its id. */
  async post(legs: readonly BookedLeg[], database = this.database): Promise<string> {
    const journalId = randomUUID();
    const entries = legs.map(({ account, minor, currency = 'GBP', captures = null }) => ({
      ...{ id: randomUUID(), account_id: account, amount_minor: minor, currency },
      captures_hold: captures,
    }));
    // Only payments are booked out of holds.
    const origin = legs.some(({ captures }) => captures !== undefined) ? 'payment' : 'seed';
    await database.query(postJournal, [journalId, bookedAt, JSON.stringify(entries), origin]);
    return journalId;
  }

  /** Moves an amount between two accounts. */
  move(from: string, to: string, minor: number, captures?: string, database = this.database) {
    const debit = { account: from, minor: -minor, ...(captures !== undefined && { captures }) };
    return this.post([debit, { account: to, minor }], database);
  }

  async hold(account: string, minor: number, database = this.database): Promise<string> {
    const id = randomUUID();
    await database.query(placeHold, [id, account, minor, bookedAt]);
    return id;
  }

  async release(hold: string, database = this.database): Promise<void> {
    await database.query(releaseHold, [hold, bookedAt]);
  }

  /** Balance and held amount in minor units. */
  async standing(account: string): Promise<[balance: number, held: number]> {
    const [row] = await this.run<{ balance_minor: string; held_minor: string }>(
      'SELECT balance_minor, held_minor FROM resource_server.account_balance WHERE account_id = $1',
      [account],
    );
    return [Number(row!.balance_minor), Number(row!.held_minor)];
  }
}

const postJournal = statement(
  'books.post',
  `WITH j AS (INSERT INTO resource_server.journal (id, bank_slug, booked_at, origin)
     VALUES ($1, 'harbour', $2, $4))
   INSERT INTO resource_server.ledger_entry (id, journal_id, account_id, currency, amount_minor,
     captures_hold, booked_at, family_code, sub_family_code, proprietary_code)
   SELECT e.id, $1, e.account_id, e.currency, e.amount_minor, e.captures_hold, $2, 'ICDT', 'DMCT', 'T'
   FROM jsonb_to_recordset($3::jsonb) AS e (id uuid, account_id uuid, currency text,
     amount_minor bigint, captures_hold uuid)`,
);

const placeHold = statement(
  'books.hold',
  `INSERT INTO resource_server.hold (id, account_id, currency, amount_minor, placed_at)
   SELECT $1, id, currency, $3, $4 FROM resource_server.account WHERE id = $2`,
);

const releaseHold = statement(
  'books.release',
  `UPDATE resource_server.hold SET outcome = 'released', ended_at = $2 WHERE id = $1`,
);
