import { sha256 } from '@sandbank/crypto';
import { ringSlot } from '@sandbank/platform';
import {
  toResourceConsent,
  type ResourceConsent,
  type ResourceConsentRow,
} from './consent-records.js';
import type { GrantStatus } from './consent-state.js';

/** What a verified access token says of itself, as far as the database can confirm it. */
export interface TokenReference {
  readonly issuer: string;
  readonly jti: string;
  /** `exp`, in seconds since 1970. */
  readonly expiresAtSeconds: number;
  readonly bank: string;
  readonly clientId: string;
  readonly grantId: string | undefined;
  readonly consentId: string | undefined;
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
  /** Undefined when the token names none, or one that is not of its grant. */
  readonly consent: ResourceConsent | undefined;
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
  return [slot, digest, token.bank, token.clientId, token.grantId ?? null, token.consentId ?? null];
}

/** A SELECT of one row, for `toTokenStanding`; `first` is the number of the first of its six parameters. */
export function tokenStandingSql(first: number): string {
  const [slot, digest, bank, client, grant, consent] = [0, 1, 2, 3, 4, 5].map(
    (step) => `$${first + step}`,
  );
  return `
  SELECT EXISTS (SELECT FROM consent.revoked_token r
      WHERE r.slot = ${slot}::smallint AND r.digest = ${digest}::bytea) AS token_is_revoked,
    EXISTS (SELECT FROM consent.withdrawn_client w
      WHERE w.bank = ${bank}::text AND w.client_id = ${client}::text) AS client_is_withdrawn,
    g.grant_id, g.bank, g.client_id, g.customer_id, g.status AS grant_status,
    g.expires_at AS grant_expires_at, c.consent_id, c.type, c.status, c.authorise_by, c.expires_at,
    c.granted,
    ARRAY(SELECT a.account_id FROM consent.consent_account a WHERE a.consent_id = c.consent_id)
      AS account_ids
  FROM (SELECT ${grant}::uuid AS grant_id, ${consent}::uuid AS consent_id) named
  LEFT JOIN consent."grant" g ON g.grant_id = named.grant_id
  LEFT JOIN consent.consent c ON c.consent_id = named.consent_id AND c.grant_id = g.grant_id`;
}

/** The row of `tokenStandingSql`: what is not there is null. */
export type TokenStandingRow = {
  readonly token_is_revoked: boolean;
  readonly client_is_withdrawn: boolean;
} & (
  | ResourceConsentRow
  | (Pick<
      ResourceConsentRow,
      'grant_id' | 'bank' | 'client_id' | 'customer_id' | 'grant_status' | 'grant_expires_at'
    > & { readonly consent_id: null })
  | { readonly grant_id: null }
);

/** Reads the row as it stands at `now`: a grant that the clock has ended counts as ended. */
export function toTokenStanding(row: TokenStandingRow, now: Date): TokenStanding {
  const known = {
    tokenIsRevoked: row.token_is_revoked,
    clientIsWithdrawn: row.client_is_withdrawn,
  };
  if (row.grant_id === null) return { ...known, grant: undefined, consent: undefined };
  const { grant_id: grantId, bank, client_id: clientId, customer_id: customerId } = row;
  const isOver = row.grant_expires_at !== null && new Date(row.grant_expires_at) <= now;
  const status = row.grant_status === 'ACTIVE' && isOver ? 'EXPIRED' : row.grant_status;
  return {
    ...known,
    grant: { grantId, bank, clientId, customerId, status },
    consent: row.consent_id === null ? undefined : toResourceConsent(row, now),
  };
}
