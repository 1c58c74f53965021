import { Inject, Injectable } from '@nestjs/common';
import {
  tokenStandingSql,
  tokenStandingValues,
  toTokenStanding,
  type TokenReference,
  type TokenStanding,
  type TokenStandingRow,
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
import { PROTECTED_RESOURCE, type ProtectedResourceOptions } from './protected-resource.options.js';

/** What the database says about one call. */
export interface RecordedAccess {
  /** False when the proof was seen before. */
  readonly isFirstUse: boolean;
  readonly standing: TokenStanding;
  /** What `circumstancesSql` told; null without one, and for a token that stands for no customer. */
  readonly circumstances: unknown;
}

type Row = TokenStandingRow & { readonly first_use: boolean; readonly circumstances: unknown };

const noProof = [null, null, null, null];

/** The one round trip of a protected call: the proof is used up, and the token's standing is read. */
@Injectable()
export class AccessStore {
  private readonly access: Statement;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(APP_SCHEMA) schema: string,
    @Inject(PROTECTED_RESOURCE) { circumstancesSql = 'NULL' }: ProtectedResourceOptions,
  ) {
    this.access = statement(
      'protected_resource.access',
      `WITH first_use AS (${replayGuardInsert(schema, 1)})
       SELECT $3::bytea IS NULL OR EXISTS (SELECT 1 FROM first_use) AS first_use, standing.*,
         ${circumstancesSql} AS circumstances
       FROM (${tokenStandingSql(5)}) standing`,
    );
  }

  /** A call without a proof, as with a token that is bound to a certificate, uses nothing up. */
  async record(proof: ReplayMark | undefined, token: TokenReference): Promise<RecordedAccess> {
    const mark = proof === undefined ? noProof : replayMarkValues(proof);
    const values = [...mark, ...tokenStandingValues(token)];
    const [row] = await this.database.query<Row>(this.access, values);
    if (row === undefined) throw new Error('the statement returned no standing');
    return {
      isFirstUse: row.first_use,
      standing: toTokenStanding(row, this.clock.now()),
      circumstances: row.circumstances,
    };
  }
}
