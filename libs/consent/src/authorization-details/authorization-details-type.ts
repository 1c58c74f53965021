import type { AuthorizationDetail } from '@sandbank/oauth';
import type { ConsentDescription } from './consent-description.js';
import type { Enrichment } from './enrichment.js';
import type { Permission } from './permissions.js';

/** What a type must know to judge a request. */
export interface ParseContext {
  readonly now: Date;
  /** Base URL of the bank's API, no trailing slash: `…/{slug}/open-banking/v4.0`. */
  readonly resourceBase: string;
  /** JSON pointer of the entry, for the refusal. */
  readonly path?: string;
  /** True for what a client sends back of its grant: it was asked for and approved before now. */
  readonly isHeld?: boolean;
}

/** What an entry lets an app read: which kinds of data, and over which past. */
export interface AccessToAccounts {
  readonly permissions: readonly Permission[];
  readonly transactionFrom?: Date;
  readonly transactionTo?: Date;
}

/** Everything one authorization details type means: a file for each, and one list of them. */
export interface AuthorizationDetailsType<D extends AuthorizationDetail = AuthorizationDetail> {
  readonly type: string;
  /** The scope that a client needs to use this type. */
  readonly scope: string;
  /** Path of the API that serves this type, below the bank's base URL. */
  readonly api: string;
  /** How many entries of this type one request may hold. */
  readonly entriesMax: number;
  /** How many accounts a customer may choose for an entry; as many as they like when absent. */
  readonly accountsMax?: number;
  /** True when its first use is its last. */
  readonly singleUse: boolean;
  /** True when its customer must sign in again from time to time, where the bank insists on it (PSD2 RTS 10). */
  readonly reauthenticated?: boolean;
  /** JSON Schema (2020-12) of an entry in a request (RFC 9396 2.1). */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Reads one entry; throws `invalid_authorization_details` naming the place (RFC 9396 5). */
  parse(value: unknown, context: ParseContext): D;
  /** What remains of `granted` when only `requested` is wanted; throws when that is more (RFC 9396 6). */
  narrow(granted: D, requested: D, path?: string): D;
  /** What tokens and introspection show of it (RFC 9396 7.1). */
  enrich(details: D, enrichment: Enrichment): AuthorizationDetail;
  describe(details: D): ConsentDescription;
  /** From when on it cannot be approved any more; absent where the time to answer is the bank's to say. */
  approveBy?(details: D): Date | undefined;
  /** When access under this entry ends by itself, were it approved at `approvedAt`. */
  expiresAt(details: D, approvedAt: Date): Date | undefined;
  /** What a client asks for that names its scope alone; absent where that means nothing. */
  byScope?(context: ParseContext): D;
  /** Which data it opens; absent when it opens none. */
  access?(details: D): AccessToAccounts;
}
