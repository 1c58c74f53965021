import type { ConsentDeadlines, ConsentStatus } from './consent-state.js';

/** The columns that tell in which state a consent is; dates may be JSON text. */
export interface DeadlinesRow {
  readonly status: ConsentStatus;
  readonly authorise_by: Date | string;
  readonly expires_at: Date | string | null;
  readonly reauthenticate_by: Date | string | null;
}

/** Reads them for `effectiveStatus`. */
export const deadlinesOf = (row: DeadlinesRow): ConsentDeadlines => ({
  status: row.status,
  authoriseBy: new Date(row.authorise_by),
  ...dated('expiresAt', row.expires_at),
  ...dated('reauthenticateBy', row.reauthenticate_by),
});

/** The date of a column under a name of ours; nothing where the column is null. */
export function dated<Name extends string>(
  name: Name,
  value: Date | string | null | undefined,
): Partial<Record<Name, Date>> {
  if (value === undefined || value === null) return {};
  return { [name]: new Date(value) } as Record<Name, Date>;
}
