import { statement, type Database, type Queryable } from '@sandbank/platform';
import { bookChecks, holdChecks } from './book-checks.js';
import { idempotencyChecks } from './idempotency-checks.js';
import { paymentChecks } from './payment-checks.js';

const checks = [...bookChecks, ...holdChecks, ...paymentChecks, ...idempotencyChecks];

/** Faults of one kind that are told; more of it are only said to be there. */
const faultsToldMax = 20;

/** One thing that is not as it must be. */
export interface LedgerFault {
  readonly check: string;
  readonly fault: string;
}

/** How much was proved, and what is wrong. */
export interface LedgerProof {
  readonly accounts: number;
  readonly journals: number;
  readonly entries: number;
  readonly openHolds: number;
  readonly payments: number;
  readonly checks: number;
  readonly faults: readonly LedgerFault[];
}

// One snapshot for all: what is booked meanwhile neither helps nor harms.
const oneMoment = statement(
  'ledger.one_moment',
  'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
);

const extent = statement(
  'ledger.extent',
  `SELECT (SELECT count(*) FROM resource_server.account)::integer AS accounts,
     (SELECT count(*) FROM resource_server.journal)::integer AS journals,
     (SELECT count(*) FROM resource_server.ledger_entry)::integer AS entries,
     (SELECT count(*) FROM resource_server.hold WHERE ended_at IS NULL)::integer AS "openHolds",
     (SELECT count(*) FROM resource_server.payment)::integer AS payments`,
);

/** Proves every rule of the ledger against all that is in it, as it stands at one moment. */
export function verifyLedger(database: Database): Promise<LedgerProof> {
  return database.transaction(async (transaction) => {
    await transaction.query(oneMoment);
    return proofOf(transaction);
  });
}

/** The same in a transaction. The database aggregates; only faults come here, and few of each kind. */
export async function proofOf(transaction: Queryable): Promise<LedgerProof> {
  const [size] = await transaction.query<Omit<LedgerProof, 'checks' | 'faults'>>(extent);
  if (size === undefined) throw new Error('counts answer with a row');
  const faults: LedgerFault[] = [];
  for (const [index, { name, sql }] of checks.entries()) {
    const found = await transaction.query<{ fault: string }>(
      statement(
        `ledger.check_${index}`,
        `SELECT fault FROM (${sql}) found ORDER BY fault LIMIT ${faultsToldMax + 1}`,
      ),
    );
    const told = found.slice(0, faultsToldMax).map(({ fault }) => ({ check: name, fault }));
    const more = found.length > faultsToldMax ? [{ check: name, fault: 'and more of these' }] : [];
    faults.push(...told, ...more);
  }
  return { ...size, checks: checks.length, faults };
}
