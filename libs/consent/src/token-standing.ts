import { sha256 } from '@sandbank/crypto';
import { ringSlot } from '@sandbank/platform';
import type { GrantStatus } from './consent-state.js';
import {
  toResourceConsent,
  type ResourceConsent,
  type ResourceConsentRow,
  type ResourceGrantRow,
} from './resource-consent.js';

/** What a verified access token says of itself, as far as the database can confirm it. */
export interface TokenReference {
  readonly issuer: string;
  readonly jti: string;
  /** `exp`, in seconds since 1970. */
  readonly expiresAtSeconds: number;
  readonly bank: string;
  readonly clientId: string;
  readonly grantId: string | undefined;
  /** The consents that its `authorization_details` name. */
  readonly consentIds: readonly string[];
}

/** What has become of a token and of all that it stands on, at the time of asking. */
export interface TokenStanding {
  readonly tokenIsRevoked: boolean;
  /** True once the client was frozen or removed. */
  readonly clientIsWithdrawn: boolean;
  /** Undefined when the token names none, or one that never was. */
  readonly grant:
    | {
        readonly grantId: string;
        readonly bank: string;
        readonly clientId: string;
        readonly customerId: string;
        readonly status: GrantStatus;
      }
    | undefined;
  /** Of the consents that the token names, those of its grant: the last to be agreed to first. */
  readonly consents: readonly ResourceConsent[];
}

/** Where a revoked token is noted: in the slot of its own end, so that note and token end together. */
export function revokedTokenMark(
  token: Pick<TokenReference, 'issuer' | 'jti' | 'expiresAtSeconds'>,
): { readonly slot: number; readonly digest: Buffer; readonly expiresAt: Date } {
  const { issuer, jti, expiresAtSeconds } = token;
  return {
    slot: ringSlot(expiresAtSeconds),
    // Its jti and not its bytes: a signature can be written in more than one way.
    digest: sha256(Buffer.concat([sha256(issuer), sha256(jti)])),
    expiresAt: new Date(expiresAtSeconds * 1000),
  };
}

/** The three parameters of `revokeTokenSql`. */
export function revokedTokenValues(
  token: Pick<TokenReference, 'issuer' | 'jti' | 'expiresAtSeconds'>,
): unknown[] {
  const { slot, digest, expiresAt } = revokedTokenMark(token);
  return [slot, digest, expiresAt];
}

/** An INSERT that ends one access token, if `condition` holds; `first` is the number of its first parameter. */
export const revokeTokenSql = (first: number, condition = 'TRUE'): string => `
  INSERT INTO consent.revoked_token (slot, digest, expires_at)
  SELECT $${first}::smallint, $${first + 1}::bytea, $${first + 2}::timestamptz WHERE ${condition}
  ON CONFLICT DO NOTHING`;

/** The six parameters of `tokenStandingSql`. */
export function tokenStandingValues(token: TokenReference): unknown[] {
  const { slot, digest } = revokedTokenMark(token);
  return [slot, digest, token.bank, token.clientId, token.grantId ?? null, token.consentIds];
}

/** A SELECT of one row, for `toTokenStanding`; `first` is the number of the first of its six parameters. */
export function tokenStandingSql(first: number): string {
  const [slot, digest, bank, client, grant, consents] = [0, 1, 2, 3, 4, 5].map(
    (step) => `$${first + step}`,
  );
  return `
  SELECT EXISTS (SELECT FROM consent.revoked_token r
      WHERE r.slot = ${slot}::smallint AND r.digest = ${digest}::bytea) AS token_is_revoked,
    EXISTS (SELECT FROM consent.withdrawn_client w
      WHERE w.bank = ${bank}::text AND w.client_id = ${client}::text) AS client_is_withdrawn,
    g.grant_id, g.bank, g.client_id, g.customer_id, g.status AS grant_status,
    g.expires_at AS grant_expires_at, ${consentsSql('g.grant_id', `${consents}::uuid[]`)} AS consents
  FROM (SELECT ${grant}::uuid AS grant_id) named
  LEFT JOIN consent."grant" g ON g.grant_id = named.grant_id`;
}

/** A scalar: the named consents of a grant as a JSON array; the second line of a history is the customer's yes. */
const consentsSql = (grantId: string, consentIds: string): string => `
  (SELECT coalesce(json_agg(json_build_object('consent_id', c.consent_id, 'type', c.type,
      'status', c.status, 'authorise_by', c.authorise_by, 'expires_at', c.expires_at,
      'reauthenticate_by', c.reauthenticate_by,
      'granted', c.granted, 'account_ids',
      ARRAY(SELECT a.account_id FROM consent.consent_account a WHERE a.consent_id = c.consent_id))
      ORDER BY (SELECT h.changed_at FROM consent.consent_history h
        WHERE h.consent_id = c.consent_id AND h.version = 2) DESC, c.consent_id DESC), '[]')
   FROM consent.consent c WHERE c.consent_id = ANY(${consentIds}) AND c.grant_id = ${grantId})`;

/** The row of `tokenStandingSql`: what is not there is null. */
export type TokenStandingRow = {
  readonly token_is_revoked: boolean;
  readonly client_is_withdrawn: boolean;
  readonly consents: readonly ResourceConsentRow[];
} & (ResourceGrantRow | { readonly grant_id: null });

/** Reads the row as it stands at `now`: a grant that the clock has ended counts as ended. */
export function toTokenStanding(row: TokenStandingRow, now: Date): TokenStanding {
  const known = {
    tokenIsRevoked: row.token_is_revoked,
    clientIsWithdrawn: row.client_is_withdrawn,
  };
  if (row.grant_id === null) return { ...known, grant: undefined, consents: [] };
  const { grant_id: grantId, bank, client_id: clientId, customer_id: customerId } = row;
  const isOver = row.grant_expires_at !== null && row.grant_expires_at <= now;
  const status = row.grant_status === 'ACTIVE' && isOver ? 'EXPIRED' : row.grant_status;
  return {
    ...known,
    grant: { grantId, bank, clientId, customerId, status },
    consents: row.consents.map((consent) => toResourceConsent(consent, row, now)),
  };
}
