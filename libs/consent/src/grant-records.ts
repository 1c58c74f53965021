import { toGrantedConsents, type GrantedConsent } from './granted-consent.js';
import type { GrantStatus } from './consent-state.js';

/** Who changed a grant last, in the words of GM-6.4. */
export type GrantUpdater = 'client' | 'authorization_server';

/** What was asked by the parameter `claims` (OpenID Connect Core 5.5): `userinfo` and `id_token`, each by claim name. */
export type GrantedClaims = Readonly<Record<string, unknown>>;

/** A grant with its consents, as it stands at the time of asking. */
export interface HeldGrant {
  readonly grantId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly customerId: string;
  /** What the clock has ended counts as ended. */
  readonly status: GrantStatus;
  /** Counts the approvals, from 1. */
  readonly revision: number;
  readonly scopes: readonly string[];
  readonly claims: GrantedClaims | undefined;
  readonly createdAt: Date;
  /** When the grant, or any consent of it, changed last. */
  readonly lastUpdatedAt: Date;
  readonly updatedBy: GrantUpdater;
  /** All that were ever agreed to in it. */
  readonly consents: readonly GrantedConsent[];
}

interface HeldGrantRow {
  readonly grant_id: string;
  readonly bank: string;
  readonly client_id: string;
  readonly customer_id: string;
  readonly status: GrantStatus;
  readonly revision: number;
  readonly scopes: readonly string[];
  readonly claims: GrantedClaims | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly updated_by: GrantUpdater;
  readonly expires_at: string | null;
  readonly last_change: { readonly at: string; readonly by: string } | null;
  readonly consents: unknown;
}

/** Reads the value of `heldGrantSql` as it stands at `now`; undefined for a grant that never was. */
export function toHeldGrant(value: unknown, now: Date): HeldGrant | undefined {
  if (value === null || value === undefined) return undefined;
  const row = value as HeldGrantRow;
  const isOver = row.expires_at !== null && new Date(row.expires_at) <= now;
  const { at, by } = lastUpdate(row);
  return {
    grantId: row.grant_id,
    bank: row.bank,
    clientId: row.client_id,
    customerId: row.customer_id,
    status: row.status === 'ACTIVE' && isOver ? 'EXPIRED' : row.status,
    revision: row.revision,
    scopes: row.scopes,
    claims: row.claims ?? undefined,
    createdAt: new Date(row.created_at),
    lastUpdatedAt: at,
    updatedBy: by,
    consents: toGrantedConsents(row.consents, now),
  };
}

function lastUpdate(row: HeldGrantRow): { readonly at: Date; readonly by: GrantUpdater } {
  const own = { at: new Date(row.updated_at), by: row.updated_by };
  if (row.last_change === null) return own;
  const at = new Date(row.last_change.at);
  if (at <= own.at) return own;
  return { at, by: row.last_change.by.startsWith('client:') ? 'client' : 'authorization_server' };
}

/** The consents under which data may be had now. */
export const livingConsents = ({ consents }: Pick<HeldGrant, 'consents'>): GrantedConsent[] =>
  consents.filter(({ status }) => status === 'AUTHORISED');

/** True while the grant is active and something is left of what was agreed to in it; a grant of identity alone has no consents. */
export function isInForce(grant: Pick<HeldGrant, 'status' | 'consents'>): boolean {
  const holdsSomething = grant.consents.length === 0 || livingConsents(grant).length > 0;
  return grant.status === 'ACTIVE' && holdsSomething;
}
