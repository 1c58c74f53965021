import type { AuthorizationDetail } from '@sandbank/oauth';
import type { Enrichment } from './enrichment.js';
import type { DataCluster } from './permissions.js';

/** What a type must know to judge a request. */
export interface ParseContext {
  readonly now: Date;
  /** Base URL of the bank's API, no trailing slash: `…/{slug}/open-banking/v4.0`. */
  readonly resourceBase: string;
  /** JSON pointer of the entry, for the refusal. */
  readonly path?: string;
}

/** A payment in words: what leaves the customer's account, and to whom. */
export interface PaymentDescription {
  /** With its currency, `£12.50`. */
  readonly amount: string;
  readonly payee: string;
  /** Sort code and account number as people write them. */
  readonly payeeAccount: string;
  readonly reference?: string;
}

/** An entry in words for the customer. */
export interface ConsentDescription {
  readonly clusters: readonly {
    readonly title: DataCluster;
    readonly permissions: readonly {
      readonly code: string;
      readonly label: string;
      readonly detail: string;
    }[];
  }[];
  readonly purpose?: string;
  /** Which past is shared; absent when no history is asked for. */
  readonly historyWindow?: { readonly from?: Date; readonly to?: Date; readonly text: string };
  readonly expiry: { readonly at?: Date; readonly text: string };
  /** Present when money is to move. */
  readonly payment?: PaymentDescription;
}

/** Everything one authorization details type means: a file for each, and one list of them. */
export interface AuthorizationDetailsType<D extends AuthorizationDetail = AuthorizationDetail> {
  readonly type: string;
  /** The scope that a client needs to use this type. */
  readonly scope: string;
  /** How many entries of this type one request may hold. */
  readonly entriesMax: number;
  /** Path of the API that serves this type, below the bank's base URL. */
  readonly api: string;
  /** How many accounts a customer may choose for an entry; as many as they like when absent. */
  readonly accountsMax?: number;
  /** True when its first use is its last. */
  readonly singleUse: boolean;
  /** JSON Schema (2020-12) of an entry in a request (RFC 9396 2.1). */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Reads one entry; throws `invalid_authorization_details` naming the place (RFC 9396 5). */
  parse(value: unknown, context: ParseContext): D;
  /** What remains of `granted` when only `requested` is wanted; throws when that is more (RFC 9396 6). */
  narrow(granted: D, requested: D, path?: string): D;
  enrich(details: D, enrichment: Enrichment): AuthorizationDetail;
  describe(details: D): ConsentDescription;
  /** When access under this entry ends by itself, were it approved at `approvedAt`. */
  expiresAt(details: D, approvedAt: Date): Date | undefined;
}
