import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';
import { revocationOf, type Act } from './act.js';
import { revokeGrantCtes } from './grant-sql.js';
import type { Owner } from './customer-consents.js';
import { lockGrantSql, stopConsentSql } from './stop-consent-sql.js';

const lockGrant = statement('customer_stops.lock_grant', lockGrantSql('customer_id'));
const stopConsent = statement('customer_stops.stop_consent', stopConsentSql('customer_id'));

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
