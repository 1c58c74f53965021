import type { AuthorizationDetail } from '@sandbank/oauth';
import { accountAccess } from './account-access.js';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { isConsentReference, parseReference } from './consent-reference.js';
import { domesticPayment } from './domestic-payment.js';
import { domesticScheduledPayment } from './domestic-scheduled-payment.js';
import { domesticStandingOrder } from './domestic-standing-order.js';
import { domesticVrp } from './domestic-vrp.js';
import { fundsConfirmation } from './funds-confirmation.js';
import { refusedAt } from './refusal.js';

/** Every type this product knows. A new one is a file of its own and a line here. */
export const authorizationDetailsTypes: readonly AuthorizationDetailsType[] = [
  accountAccess,
  domesticPayment,
  domesticScheduledPayment,
  domesticStandingOrder,
  domesticVrp,
  fundsConfirmation,
];

/** The names that metadata publishes (RFC 9396 10). */
export const authorizationDetailsTypesSupported: readonly string[] = authorizationDetailsTypes.map(
  ({ type }) => type,
);

/** The scopes under which clients use them. */
export const authorizationDetailsScopes: readonly string[] = [
  ...new Set(authorizationDetailsTypes.map(({ scope }) => scope)),
];

/** The type of that name, if there is one. */
export function authorizationDetailsType(name: string): AuthorizationDetailsType | undefined {
  return authorizationDetailsTypes.find(({ type }) => type === name);
}

/** What is known of the client and the bank when `authorization_details` arrives. */
export interface AuthorizationDetailsContext extends Omit<ParseContext, 'path'> {
  /** The client's registered `authorization_details_types` (RFC 9396 10). */
  readonly allowedTypes: readonly string[];
}

/**
 * What scopes mean that come without `authorization_details`: the entries of the types that give their scope a meaning of
 * its own, among those that the client may use.
 */
export function detailsOfScopes(
  scopes: readonly string[],
  { allowedTypes, ...context }: AuthorizationDetailsContext,
): AuthorizationDetail[] {
  return authorizationDetailsTypes
    .filter(({ type, scope }) => scopes.includes(scope) && allowedTypes.includes(type))
    .flatMap((type) => type.byScope?.(context) ?? []);
}

const limits = { lengthMax: 20_000, entriesMax: 10 };

/**
 * Reads the `authorization_details` of a request: its JSON text, or the array out of a request object. An entry that
 * names a consent comes back as `{ type, ConsentId }` (`isConsentReference`). Throws `invalid_authorization_details`
 * at the first problem (RFC 9396 5).
 */
export function parseAuthorizationDetails(
  value: unknown,
  context: AuthorizationDetailsContext,
): AuthorizationDetail[] {
  const parsed = entriesOf(value, limits).map((entry, index) =>
    parseEntry(entry, `/${index}`, context),
  );
  for (const { type, entriesMax: most } of authorizationDetailsTypes) {
    if (parsed.filter((entry) => entry.type === type).length > most) {
      throw refusedAt('', 'repeats a type more often than it may', { expected: most });
    }
  }
  // One page, one question: who reads a payment must not agree to something else in passing.
  if (parsed.length > 1) throw refusedAt('', 'asks for two kinds of consent at once');
  return parsed;
}

/** The entries of `authorization_details`, unread; throws when it is no array of so many. */
export function entriesOf(
  value: unknown,
  { lengthMax, entriesMax }: { readonly lengthMax: number; readonly entriesMax: number },
): readonly unknown[] {
  const entries = typeof value === 'string' ? parseJson(value, lengthMax) : value;
  if (!Array.isArray(entries)) throw refusedAt('', 'must be a JSON array');
  if (entries.length === 0) throw refusedAt('', 'must not be empty');
  if (entries.length > entriesMax) {
    throw refusedAt('', 'has too many entries', { expected: entriesMax, received: entries.length });
  }
  return entries;
}

function parseEntry(
  entry: unknown,
  path: string,
  { allowedTypes, now, resourceBase }: AuthorizationDetailsContext,
): AuthorizationDetail {
  const type = knownTypeOf(entry, path, allowedTypes);
  const context = { now, resourceBase, path };
  return isConsentReference(entry as AuthorizationDetail)
    ? parseReference(type, entry, context)
    : type.parse(entry, context);
}

/** The type that an entry names; throws when there is none, or none that this client may use (RFC 9396 5, 10). */
export function knownTypeOf(
  entry: unknown,
  path: string,
  allowedTypes: readonly string[],
): AuthorizationDetailsType {
  const type = typeOf(entry);
  if (type === undefined) throw refusedAt(path, 'must be an object with a type');
  const known = authorizationDetailsType(type);
  if (known === undefined) {
    const expected = authorizationDetailsTypesSupported;
    throw refusedAt(`${path}/type`, 'is not supported', { expected, received: type });
  }
  if (!allowedTypes.includes(type)) {
    const evidence = { expected: allowedTypes, received: type };
    throw refusedAt(`${path}/type`, 'is not registered for this client', evidence);
  }
  return known;
}

function typeOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null || !Object.hasOwn(entry, 'type'))
    return undefined;
  const { type } = entry as { type: unknown };
  return typeof type === 'string' ? type : undefined;
}

function parseJson(text: string, lengthMax: number): unknown {
  if (text.length > lengthMax) {
    throw refusedAt('', 'is too long', { expected: lengthMax, received: text.length });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw refusedAt('', 'is not JSON', { received: text });
  }
}
