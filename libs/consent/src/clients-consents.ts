import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';
import { revocationOf, type Act } from './act.js';
import {
  clientConsentColumns,
  toClientConsent,
  type ClientConsent,
  type ClientConsentRow,
} from './client-consents.js';
import { agreedAtSql } from './consent-sql.js';
import { lockGrantSql, stopConsentSql } from './stop-consent-sql.js';

/** Whose consents: a client of a bank. Nobody else's are ever found. */
export interface HoldingClient {
  readonly bank: string;
  readonly clientId: string;
}

/** A consent of a client, with the time at which its customer first agreed to it. */
export type HeldConsent = ClientConsent & { readonly grantedAt: Date | undefined };

const listed = statement(
  'clients_consents.latest',
  `SELECT ${clientConsentColumns}, ${agreedAtSql('c.consent_id')} AS agreed_at
   FROM consent.consent c LEFT JOIN consent."grant" g ON g.grant_id = c.grant_id
   WHERE c.bank = $1 AND c.client_id = $2 AND c.consent_id < $3
   ORDER BY c.consent_id DESC LIMIT $4`,
);
const lockGrant = statement('clients_consents.lock_grant', lockGrantSql('client_id'));
// What pays once the standard lets no client take back.
const stopConsent = statement(
  'clients_consents.stop',
  stopConsentSql('client_id', 'NOT c.single_use'),
);

const holds = statement(
  'clients_consents.holds',
  'SELECT 1 FROM consent.consent WHERE consent_id = $1 AND bank = $2 AND client_id = $3',
);

const behindAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** All that a client holds and held, for those who look after it. */
@Injectable()
export class ClientsConsents {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** At most `limit` consents that were asked for before this one, and one more; the latest first. */
  async latest(
    { bank, clientId }: HoldingClient,
    page: { readonly before: string | undefined; readonly limit: number },
    now: Date,
  ): Promise<HeldConsent[]> {
    const values = [bank, clientId, page.before ?? behindAll, page.limit + 1];
    const rows = await this.database.query<ClientConsentRow & { readonly agreed_at: Date | null }>(
      listed,
      values,
    );
    return rows.map((row) => ({
      ...toClientConsent(row, now),
      grantedAt: row.granted === null ? undefined : (row.agreed_at ?? undefined),
    }));
  }

  /** Whether it is a consent of this client, in whatever state. */
  async holds({ bank, clientId }: HoldingClient, consentId: string): Promise<boolean> {
    return (await this.database.query(holds, [consentId, bank, clientId])).length === 1;
  }

  /**
   * Gives a living consent back in the name of its client, and ends its grant when nothing living is left in it; false
   * where there is none of this client, or none that a client may give back.
   */
  withdraw({ bank, clientId }: HoldingClient, consentId: string, act: Act): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const held = [consentId, clientId, bank];
      await transaction.query(lockGrant, held);
      const stopped = await transaction.query(stopConsent, [...held, revocationOf(act)]);
      return stopped.length === 1;
    });
  }
}
