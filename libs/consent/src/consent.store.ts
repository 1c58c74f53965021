import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Queryable } from '@sandbank/platform';
import { revocationOf, type Act } from './act.js';
import {
  approvalOf,
  awaitingConsents,
  type Approval,
  type AwaitingConsent,
} from './consent-questions.js';
import { createAwaitingSql, expireSql, moveSql } from './consent-sql.js';
import { sourcesOf, type ConsentStatus } from './consent-state.js';
import {
  authoriseCtes,
  claimGrantSql,
  consentsOfGrantSql,
  expireUnclaimedSql,
  revokeGrantSql,
} from './grant-sql.js';
import { toGrantedConsents, type GrantedConsent } from './granted-consent.js';

const statements = {
  createAwaiting: statement('consent.create_awaiting', createAwaitingSql('$1')),
  authorise: statement(
    'consent.authorise',
    `WITH ${authoriseCtes('$1')} SELECT grant_id FROM authorised_grant`,
  ),
  move: statement('consent.move', moveSql),
  revokeGrant: statement('consent.revoke_grant', revokeGrantSql),
  claimGrant: statement('consent.claim_grant', claimGrantSql('$1', '$2')),
  consentsOfGrant: statement(
    'consent.consents_of_grant',
    `SELECT ${consentsOfGrantSql('$1')} AS consents`,
  ),
  expire: statement('consent.expire', expireSql),
  expireUnclaimed: statement('consent.expire_unclaimed', expireUnclaimedSql),
} as const;

const expiredPerStatement = 500;

/**
 * The one door to consents and grants. Each method is one statement; give it the caller's transaction
 * to make it part of that, or put the same SQL (consent-sql) into a statement of your own.
 * What has already been decided answers false: the database settles races.
 */
@Injectable()
export class ConsentStore {
  constructor(@Inject(Database) private readonly database: Queryable) {}

  /** Writes down what a client asks for. */
  async createAwaiting(
    consents: readonly AwaitingConsent[],
    queryable: Queryable = this.database,
  ): Promise<void> {
    await queryable.query(statements.createAwaiting, [awaitingConsents(consents)]);
  }

  /**
   * The customer said yes: makes the grant, adds to it or replaces it, and authorises every consent; or changes nothing
   * and answers false. A grant that is to be changed must be held (`GrantStore.hold`).
   */
  async authorise(approval: Approval, queryable: Queryable = this.database): Promise<boolean> {
    const rows = await queryable.query(statements.authorise, [approvalOf(approval)]);
    return rows.length === 1;
  }

  /** The customer said no, went away, or the request lapsed. */
  reject(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'REJECTED', act, queryable);
  }

  revoke(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'REVOKED', act, queryable);
  }

  expire(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'EXPIRED', act, queryable);
  }

  suspend(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'SUSPENDED', act, queryable);
  }

  /** What was suspended counts again. */
  resume(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'AUTHORISED', act, queryable, ['SUSPENDED']);
  }

  /** The single payment that was consented has been submitted. */
  consume(consentId: string, act: Act, queryable?: Queryable): Promise<boolean> {
    return this.move(consentId, 'CONSUMED', act, queryable);
  }

  /** Moves along one arrow of the state machine; false when no arrow leads there from the present state. */
  private async move(
    consentId: string,
    to: ConsentStatus,
    act: Act,
    queryable: Queryable = this.database,
    from = sourcesOf(to),
  ): Promise<boolean> {
    const rows = await queryable.query(statements.move, [
      consentId,
      to,
      from,
      act.now,
      act.by,
      act.surface,
      act.reason,
      act.interactionId,
    ]);
    return rows.length === 1;
  }

  /** Ends a grant and every living consent of it; false when it had ended already. */
  async revokeGrant(
    grantId: string,
    act: Act,
    queryable: Queryable = this.database,
  ): Promise<boolean> {
    const rows = await queryable.query(statements.revokeGrant, [grantId, revocationOf(act)]);
    return rows.length === 1;
  }

  /** The first tokens are claimed; false when the grant has ended or was claimed too late (GM-5.6). */
  async claimGrant(
    grantId: string,
    now: Date,
    queryable: Queryable = this.database,
  ): Promise<boolean> {
    const rows = await queryable.query(statements.claimGrant, [grantId, now]);
    return rows.length === 1;
  }

  /** Every consent of a grant as it stands at `now`. */
  async consentsOfGrant(
    grantId: string,
    now: Date,
    queryable: Queryable = this.database,
  ): Promise<GrantedConsent[]> {
    const [row] = await queryable.query<{ consents: unknown }>(statements.consentsOfGrant, [
      grantId,
    ]);
    return toGrantedConsents(row?.consents ?? [], now);
  }

  /** Writes down what the clock has ended, in small steps; resolves to how many consents and grants ended. */
  async expireDue(now: Date): Promise<number> {
    let ended = 0;
    for (const due of [statements.expire, statements.expireUnclaimed]) {
      for (;;) {
        const rows = await this.database.query(due, [now, expiredPerStatement]);
        ended += rows.length;
        if (rows.length === 0) break;
      }
    }
    return ended;
  }
}
