import { randomUUID } from 'node:crypto';
import {
  accountAccessTypeName,
  awaitingConsents,
  createAwaitingSql,
  lodgedSeconds,
} from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import type { Page } from '@sandbank/testing';
import type { RunningServer } from '../running-server.js';

const insert = statement('spec.lodge', createAwaitingSql('$1'));

export interface Lodging {
  readonly clientId?: string;
  readonly bank?: string;
  readonly permissions?: readonly string[];
  /** Details of another type than access to accounts. */
  readonly requested?: { readonly type: string } & Record<string, unknown>;
  readonly surface?: 'consents-api' | 'pushed-request';
}

/** A consent as a client lodges it at the resource server: by that server's own role. */
export async function lodge(server: RunningServer, wish: Lodging = {}): Promise<string> {
  const { clientId = 'client-one', bank = 'harbour', surface = 'consents-api' } = wish;
  const consentId = randomUUID();
  const now = server.clock.now();
  const { permissions = ['ReadAccountsDetail', 'ReadBalances'] } = wish;
  const requested = wish.requested ?? {
    type: accountAccessTypeName,
    locations: [`${server.resourceBase}/aisp`],
    consent: { Permissions: permissions },
  };
  const consent = {
    ...{ consentId, bank, clientId, requested },
    authoriseBy: new Date(now.getTime() + lodgedSeconds * 1000),
    act: { now, by: `client:${clientId}`, surface },
  } as const;
  const database = server.database.connect('resourceServer', 1);
  await database.query(insert, [awaitingConsents([consent])]);
  return consentId;
}

/** An entry of `authorization_details` that names a consent. */
export const named = (ConsentId: string, type = accountAccessTypeName) => ({ type, ConsentId });

export interface ConsentRow {
  readonly status: string;
  readonly grant_id: string | null;
  readonly reauthenticate_by: Date | null;
  readonly account_ids: readonly string[];
}

export async function consentOf(server: RunningServer, consentId: string): Promise<ConsentRow> {
  const [row] = await server.database.query<ConsentRow>(
    `SELECT status, grant_id, reauthenticate_by, ARRAY(SELECT account_id FROM consent.consent_account a
       WHERE a.consent_id = c.consent_id ORDER BY account_id) AS account_ids
     FROM consent.consent c WHERE consent_id = $1`,
    [consentId],
  );
  return row!;
}

export const historyOf = (server: RunningServer, consentId: string) =>
  server.database.query<{ to_status: string; changed_by: string; surface: string; reason: string }>(
    `SELECT to_status, changed_by, surface, reason FROM consent.consent_history
     WHERE consent_id = $1 ORDER BY version`,
    [consentId],
  );

/** The error with which a page sent the customer back to the app. */
export const errorOf = ({ url }: Page): string | null => url.searchParams.get('error');
