/** Failures that are counted together. */
export interface Counter {
  readonly key: Buffer;
  /** False when others than this attempter are counted here too. */
  readonly isOwn: boolean;
  /** Failures without consequence. */
  readonly free: number;
  /** The longest wait between two tries, in seconds. */
  readonly secondsMax: number;
}

/** Seconds without a failure after which all is forgotten. */
const forgottenAfterSeconds = 900;

/**
 * CTEs with five parameters from `$first` on: `attempted` has one row that tells until when a try must wait, else that
 * it was counted in every counter. It is counted before anybody looks whether it is right, so that tries at the same
 * moment, in several processes, cannot all be the last free one. Rows are taken in the order of their keys. `table` has
 * the columns `key`, `failures`, `blocked_until` and `forget_at`.
 */
export function attemptSql(table: string, first: number): string {
  const [keys, free, secondsMax, now, forgetAt] = [0, 1, 2, 3, 4].map((step) => `$${first + step}`);
  return `
  attempt AS (
    SELECT * FROM unnest(${keys}::bytea[], ${free}::int[], ${secondsMax}::int[]) AS a (key, free, seconds_max)),
  held AS (
    SELECT max(t.blocked_until) AS until FROM ${table} t JOIN attempt USING (key)
    WHERE t.blocked_until > ${now}),
  counted AS (
    INSERT INTO ${table} AS t (key, failures, blocked_until, forget_at)
    SELECT key, 1, ${now}::timestamptz, ${forgetAt}::timestamptz FROM attempt, held
    WHERE held.until IS NULL ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.forget_at <= ${now} THEN 1 ELSE t.failures + 1 END,
      blocked_until = ${now}::timestamptz + (
        SELECT CASE WHEN t.forget_at <= ${now} OR t.failures + 1 < a.free THEN interval '0'
          ELSE least(a.seconds_max, 2 ^ least(t.failures + 1 - a.free, 10)) * interval '1 second' END
        FROM attempt a WHERE a.key = t.key),
      forget_at = ${forgetAt}::timestamptz
    WHERE t.blocked_until <= ${now}
    RETURNING 1),
  attempted AS (SELECT held.until, (SELECT count(*)::int FROM counted) AS counted FROM held)`;
}

/** What `attempted` tells. */
export interface AttemptRow {
  readonly until: Date | null;
  readonly counted: number;
}

/** The parameters of `attemptSql`. */
export function attemptValues(
  { counters }: { readonly counters: readonly Counter[] },
  now: Date,
): unknown[] {
  return [
    counters.map(({ key }) => key),
    counters.map(({ free }) => free),
    counters.map(({ secondsMax }) => secondsMax),
    now,
    new Date(now.getTime() + forgottenAfterSeconds * 1000),
  ];
}

/** Whole seconds to wait; undefined when the try was counted and may be looked at. */
export function waitSecondsOf(
  row: AttemptRow | undefined,
  { counters }: { readonly counters: readonly Counter[] },
  now: Date,
): number | undefined {
  if (row?.until != null) {
    return Math.max(1, Math.ceil((row.until.getTime() - now.getTime()) / 1000));
  }
  // Another try was counted between the look and the count.
  return row?.counted === counters.length ? undefined : 1;
}
