import { Inject, Injectable } from '@nestjs/common';
import { Database, statement, type Queryable } from '@sandbank/platform';
import { authorizationDetailsType } from './authorization-details/authorization-details.js';
import {
  toClientConsent,
  clientConsentSql,
  type ClientConsent,
  type ClientConsentRow,
} from './client-consents.js';
import type { Act } from './act.js';
import { reauthenticationIsDue } from './consent-sql.js';
import { GrantStore, type GrantParties } from './grant.store.js';

const inTime = '(expires_at IS NULL OR expires_at > $3)';

// Held through both steps: nobody may take it up, or suspend it, between them.
const hold = statement(
  'renewal.hold',
  'SELECT 1 FROM consent.consent WHERE consent_id = $1 FOR NO KEY UPDATE',
);

// What the clock suspended may not have been written down yet: then the history tells that first.
const suspend = statement(
  'renewal.suspend',
  `UPDATE consent.consent SET status = 'SUSPENDED', changed_at = $3, interaction_id = $6,
     changed_by = CASE WHEN reauthenticate_by <= $3 THEN 'clock' ELSE $4 END,
     surface = CASE WHEN reauthenticate_by <= $3 THEN 'clock' ELSE $5 END,
     reason = CASE WHEN reauthenticate_by <= $3 THEN '${reauthenticationIsDue}'
       ELSE 'its customer signs in again' END
   WHERE consent_id = $1 AND grant_id = $2 AND status = 'AUTHORISED' AND ${inTime}`,
);

// What the bank has suspended, the bank alone resumes.
const resume = statement(
  'renewal.resume',
  `UPDATE consent.consent SET status = 'AUTHORISED', changed_at = $3, changed_by = $4, surface = $5,
     interaction_id = $6, reason = 'its customer signed in again', reauthenticate_by = $7
   WHERE consent_id = $1 AND grant_id = $2 AND status = 'SUSPENDED' AND surface <> 'operator'
     AND ${inTime}
   RETURNING consent_id`,
);

const find = statement('renewal.find', clientConsentSql('$1'));

/** A customer's renewed yes to what they agreed to before. */
export interface Renewal extends GrantParties {
  readonly consentId: string;
  readonly type: string;
  /** Until when it counts without a further sign-in; for as long as it lasts when absent. */
  readonly reauthenticateBy: Date | undefined;
  readonly act: Act;
}

/** Consents that a request names instead of describing them: looks at them, and takes up again what was agreed to. */
@Injectable()
export class RenewalStore {
  constructor(
    @Inject(Database) private readonly database: Queryable,
    @Inject(GrantStore) private readonly grants: GrantStore,
  ) {}

  /** A consent as it stands at `now`; `consentId` must be a UUID. */
  async find(consentId: string, now: Date): Promise<ClientConsent | undefined> {
    const [row] = await this.database.query<ClientConsentRow>(find, [consentId]);
    return row && toClientConsent(row, now);
  }

  /**
   * Takes a consent up again, in its grant and as it was agreed to; false, and the transaction must be taken back, when
   * consent or grant have ended, were suspended by an operator, or are another's.
   */
  async renew(renewal: Renewal, transaction: Queryable): Promise<boolean> {
    const { consentId, grantId, type, act } = renewal;
    const { now, by, surface, interactionId } = act;
    // Whoever locks a grant and its consents locks the grant first.
    if (!(await this.grants.hold(renewal, now, transaction))) return false;
    const values = [consentId, grantId, now, by, surface, interactionId];
    const isDue = authorizationDetailsType(type)?.reauthenticated === true;
    const until = isDue ? renewal.reauthenticateBy : undefined;
    await transaction.query(hold, [consentId]);
    await transaction.query(suspend, values);
    return (await transaction.query(resume, [...values, until])).length === 1;
  }
}
