import { sha256 } from '@sandbank/crypto';
import { ringNeighbours, ringPartitions, ringSlot } from './ring.js';

/** The longest time, in seconds, for which a single-use value can be remembered. */
export const replayWindowSecondsMax = 600;

/** A single-use value that was seen: parameters of `replayGuardInsert`, in its order. */
export interface ReplayMark {
  readonly slot: number;
  readonly slots: readonly number[];
  readonly digest: Buffer;
  readonly expiresAt: Date;
}

/**
 * Names one use of a `jti`: `parts` say what kind it is and whose.
 * The slot comes from the expiry, so a replay always meets its first use.
 */
export function replayMark(parts: readonly string[], expiresAtSeconds: number): ReplayMark {
  return {
    slot: ringSlot(expiresAtSeconds),
    slots: ringNeighbours(expiresAtSeconds),
    // Each part is hashed by itself, so no two lists of parts run into one another.
    digest: sha256(Buffer.concat(parts.map((part) => sha256(part)))).subarray(0, 16),
    expiresAt: new Date(expiresAtSeconds * 1000),
  };
}

export const replayMarkValues = (mark: ReplayMark): unknown[] => [
  mark.slot,
  mark.slots,
  mark.digest,
  mark.expiresAt,
];

/**
 * SQL of a CTE that records one use and returns a row only for the first.
 * `first` is the number of the first of its four parameters; give it null values to record nothing.
 */
export function replayGuardInsert(schema: string, first: number): string {
  const [slot, slots, digest, expiresAt] = [0, 1, 2, 3].map((step) => `$${first + step}`);
  return `INSERT INTO ${schema}.replay_guard (slot, digest, expires_at)
    SELECT ${slot}::smallint, ${digest}::bytea, ${expiresAt}::timestamptz
    WHERE ${digest}::bytea IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM ${schema}.replay_guard
      WHERE slot = ANY(${slots}::smallint[]) AND digest = ${digest}::bytea)
    ON CONFLICT DO NOTHING RETURNING 1`;
}

/** DDL of the guard: a ring of partitions by expiry. */
export function replayGuardTable(schema: string, role: string): string {
  return `CREATE TABLE ${schema}.replay_guard (
      slot smallint NOT NULL,
      digest bytea NOT NULL,
      expires_at timestamptz NOT NULL,
      PRIMARY KEY (slot, digest)
    ) PARTITION BY LIST (slot);
    ${ringPartitions(`${schema}.replay_guard`, role)}
    GRANT SELECT, INSERT ON ${schema}.replay_guard TO ${role};`;
}
