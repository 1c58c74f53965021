import {
  invalidAuthorizationDetails,
  type AuthorizationDetail,
  type OAuthError,
} from '@sandbank/oauth';
import { z } from 'zod';
import type { ConsentStatus } from '../consent-state.js';
import type { DataCluster } from './permissions.js';

/** What a type must know to judge a request. */
export interface ParseContext {
  readonly now: Date;
  /** Base URL of the bank's API, no trailing slash: `…/{slug}/open-banking/v4.0`. */
  readonly resourceBase: string;
  /** JSON pointer of the entry, for the refusal. */
  readonly path?: string;
}

/** What approval adds to an entry before a client or a resource server sees it (RFC 9396 7.1). */
export interface Enrichment {
  readonly consentId: string;
  readonly status: ConsentStatus;
  readonly accountIds: readonly string[];
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
  /** How many accounts a customer may choose for an entry; as many as they like when absent. */
  readonly accountsMax?: number;
  /** JSON Schema (2020-12) of an entry in a request (RFC 9396 2.1). */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** Reads one entry; throws `invalid_authorization_details` naming the place (RFC 9396 5). */
  parse(value: unknown, context: ParseContext): D;
  /** What remains of `granted` when only `requested` is wanted; throws when that is more (RFC 9396 6). */
  narrow(granted: D, requested: D): D;
  enrich(details: D, enrichment: Enrichment): AuthorizationDetail;
  describe(details: D): ConsentDescription;
  /** When access under this entry ends by itself, were it approved at `approvedAt`. */
  expiresAt(details: D, approvedAt: Date): Date | undefined;
}

/** Letters as they read: no control characters, line breaks, or marks that turn the direction of a text. */
export const printable = (lengthMax: number) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.*\\S)[^\\p{C}\\p{Zl}\\p{Zp}]{1,${lengthMax}}$`, 'u'),
      `must be 1 to ${lengthMax} printable characters on one line`,
    );

const receivedLengthMax = 200;

/** The refusal of RFC 9396 5: the public words name the place, never the value. */
export function refusedAt(
  path: string,
  problem: string,
  evidence: { readonly expected?: unknown; readonly received?: unknown } = {},
): OAuthError {
  const received =
    evidence.received === undefined
      ? undefined
      : JSON.stringify(evidence.received).slice(0, receivedLengthMax);
  const place = path === '' ? 'authorization_details' : `authorization_details${path}`;
  return invalidAuthorizationDetails(`${place}: ${problem}`, {
    expected: evidence.expected,
    received,
  }).citing('RFC9396-5');
}

/** Applies a strict schema; throws the refusal of its first problem. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, path: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw refusedAt(path, 'is malformed');
  const place = [path, ...issue.path.map(String)].join('/');
  const received = valueAt(value, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      throw refusedAt(place, 'has a field that this type does not know', { received: issue.keys });
    case 'invalid_value':
      throw refusedAt(place, 'is not an allowed value', { expected: issue.values, received });
    case 'invalid_type':
      throw received === undefined
        ? refusedAt(place, 'is required', { expected: issue.expected })
        : refusedAt(place, `must be of type ${issue.expected}`, { received });
    default:
      throw refusedAt(place, issue.message, { received });
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  return found;
}
