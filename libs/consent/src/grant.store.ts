import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Queryable } from '@sandbank/platform';
import { toHeldGrant, type HeldGrant } from './grant-records.js';
import { heldGrantSql, holdGrantSql } from './grant-sql.js';

const statements = {
  find: statement('grant.find', `SELECT ${heldGrantSql('$1::uuid')} AS held`),
  hold: statement('grant.hold', holdGrantSql),
} as const;

/** Whose grant it must be. */
export type GrantParties = Pick<HeldGrant, 'grantId' | 'bank' | 'clientId' | 'customerId'>;

/** Looks at grants; what changes them goes through `ConsentStore`. */
@Injectable()
export class GrantStore {
  constructor(@Inject(Database) private readonly database: Queryable) {}

  /** A grant, which must be a UUID, of this bank as it stands at `now`, also one that has ended. */
  async find(
    bank: string,
    grantId: string,
    now: Date,
    queryable: Queryable = this.database,
  ): Promise<HeldGrant | undefined> {
    const [row] = await queryable.query<{ held: unknown }>(statements.find, [grantId]);
    const grant = toHeldGrant(row?.held, now);
    return grant?.bank === bank ? grant : undefined;
  }

  /**
   * Locks an active grant of these parties until the end of the transaction, and sees what others did before; false when
   * there is none. Who adds to a grant, or replaces it, holds it first.
   */
  async hold(parties: GrantParties, now: Date, transaction: Queryable): Promise<boolean> {
    const { grantId, bank, clientId, customerId } = parties;
    const values = [grantId, bank, clientId, customerId, now];
    return (await transaction.query(statements.hold, values)).length === 1;
  }
}
