import { uuidV7 } from '@sandbank/crypto';
import { statement, type Queryable } from '@sandbank/platform';

/** Who did it. */
export type Actor = 'organisation' | 'registrar' | 'operator' | 'directory';

/** One thing that happened. */
export interface Happening {
  readonly event:
    | 'authority.made'
    | 'authority.removed'
    | 'certificate.issued'
    | 'certificate.revoked'
    | 'organisation.enrolled'
    | 'organisation.reinstated'
    | 'organisation.suspended'
    | 'organisation.token_replaced'
    | 'software.added'
    | 'software.changed'
    | 'software.withdrawn'
    | 'signing_key.made';
  readonly by: Actor;
  readonly organisationId?: string;
  readonly softwareId?: string;
  /** The certificate or the authority. */
  readonly subjectId?: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

const insert = statement(
  'record.insert',
  `INSERT INTO directory.record (record_id, at, event, by, organisation_id, software_id, subject_id, detail)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

/** Keeps what happened; give it the transaction in which it happens. */
export async function tell(
  transaction: Queryable,
  now: Date,
  { event, by, organisationId, softwareId, subjectId, detail = {} }: Happening,
): Promise<void> {
  const about = [organisationId ?? null, softwareId ?? null, subjectId ?? null];
  await transaction.query(insert, [uuidV7(now), now, event, by, ...about, JSON.stringify(detail)]);
}
