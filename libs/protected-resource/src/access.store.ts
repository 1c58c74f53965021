import { Inject, Injectable } from '@nestjs/common';
import {
  resourceConsentSql,
  toResourceConsent,
  type ResourceConsent,
  type ResourceConsentRow,
} from '@sandbank/consent';
import {
  APP_SCHEMA,
  Clock,
  Database,
  replayGuardInsert,
  replayMarkValues,
  statement,
  type ReplayMark,
  type Statement,
} from '@sandbank/platform';

/** What the database says about one call. */
export interface RecordedAccess {
  /** False when the proof was seen before. */
  readonly isFirstUse: boolean;
  /** The consent as it stands now; undefined when none was asked for, or nobody ever granted it. */
  readonly consent: ResourceConsent | undefined;
}

type Row = { readonly first_use: boolean } & (ResourceConsentRow | { readonly consent_id: null });

/** The one round trip of a protected call: the proof is used up and the consent is read. */
@Injectable()
export class AccessStore {
  private readonly access: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
  ) {
    this.access = statement(
      'protected_resource.access',
      `WITH first_use AS (${replayGuardInsert(schema, 1)})
       SELECT EXISTS (SELECT 1 FROM first_use) AS first_use, consent.*
       FROM (SELECT $5::uuid AS consent_id) asked
       LEFT JOIN LATERAL (${resourceConsentSql('asked.consent_id')}) consent ON true`,
    );
  }

  async record(proof: ReplayMark, consentId: string | undefined): Promise<RecordedAccess> {
    const values = [...replayMarkValues(proof), consentId ?? null];
    const [row] = await this.database.query<Row>(this.access, values);
    const found = row !== undefined && row.consent_id !== null ? row : undefined;
    return {
      isFirstUse: row?.first_use === true,
      consent: found === undefined ? undefined : toResourceConsent(found, this.clock.now()),
    };
  }
}
