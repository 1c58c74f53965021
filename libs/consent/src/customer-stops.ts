import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';
import { revocationOf, type Act } from './act.js';
import { revokeGrantCtes } from './grant-sql.js';
import type { Owner } from './customer-consents.js';
import { consentLives, grantLives } from './customer-consents.statements.js';

// Whoever stops two consents of one grant at once waits here, so that the second sees what the first has ended.
const lockGrant = statement(
  'customer_stops.lock_grant',
  `SELECT g.grant_id FROM consent.consent c JOIN consent."grant" g ON g.grant_id = c.grant_id
   WHERE c.consent_id = $1 AND c.customer_id = $2 AND c.bank = $3 FOR UPDATE OF g`,
);

const stopConsent = statement(
  'customer_stops.stop_consent',
  `WITH act AS (
     SELECT * FROM jsonb_to_record($4::jsonb) AS a(now timestamptz, by text, surface text,
       reason text, interaction_id uuid)
   ), stopped AS (
     UPDATE consent.consent c SET status = 'REVOKED', changed_at = a.now, changed_by = a.by,
       surface = a.surface, reason = a.reason, interaction_id = a.interaction_id
     FROM act a, consent."grant" g
     WHERE c.consent_id = $1 AND c.customer_id = $2 AND c.bank = $3 AND g.grant_id = c.grant_id
       AND ${consentLives('c', 'a.now')} AND ${grantLives('g', 'a.now')}
     RETURNING c.consent_id, c.grant_id
   ), emptied AS (
     -- With its last living consent a grant ends, and with it every code and refresh token.
     SELECT s.grant_id FROM stopped s, act a WHERE NOT EXISTS (
       SELECT FROM consent.consent o
       WHERE o.grant_id = s.grant_id AND o.consent_id <> s.consent_id
         AND ${consentLives('o', 'a.now')})
   ), ${revokeGrantCtes('emptied', '$4')}
   SELECT consent_id FROM stopped`,
);

const stopClient = statement(
  'customer_stops.stop_client',
  `WITH named AS (
     SELECT grant_id FROM consent."grant"
     WHERE customer_id = $1 AND bank = $2 AND client_id = $3 AND status IN ('UNCLAIMED', 'ACTIVE')
     ORDER BY grant_id FOR UPDATE
   ), ${revokeGrantCtes('named', '$4')}
   SELECT grant_id FROM ended_grant`,
);

/** How a customer takes back what they agreed to. What has ended already answers false: the database settles races. */
@Injectable()
export class CustomerStops {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Ends one consent of this owner, and its grant when nothing living is left in it. */
  stopConsent({ bank, customerId }: Owner, consentId: string, act: Act): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const owned = [consentId, customerId, bank];
      await transaction.query(lockGrant, owned);
      const stopped = await transaction.query(stopConsent, [...owned, revocationOf(act)]);
      return stopped.length === 1;
    });
  }

  /** Ends every grant that a client holds from this owner, and every consent in them, in one statement. */
  async stopClient({ bank, customerId }: Owner, clientId: string, act: Act): Promise<boolean> {
    const values = [customerId, bank, clientId, revocationOf(act)];
    return (await this.database.query(stopClient, values)).length > 0;
  }
}
