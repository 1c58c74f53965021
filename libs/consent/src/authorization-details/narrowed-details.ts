import { OAuthError, type AuthorizationDetail } from '@sandbank/oauth';
import { z } from 'zod';
import {
  authorizationDetailsType,
  entriesOf,
  knownTypeOf,
  type AuthorizationDetailsContext,
} from './authorization-details.js';
import { consentId, isConsentReference, parseReference } from './consent-reference.js';
import { withoutEnrichment } from './enrichment.js';
import { parseWith, refusedAt } from './refusal.js';

// A grant may have gathered many consents; who wants them all may send them all back.
const limits = { lengthMax: 100_000, entriesMax: 100 };

const addedSchema = z.object({
  ConsentId: consentId.optional(),
  Status: z.string().max(10, 'is too long').optional(),
  AccountIds: z
    .array(z.string().min(1, 'must not be empty').max(40, 'is too long'))
    .min(1, 'must not be empty')
    .max(1000, 'has too many entries')
    .refine((ids) => new Set(ids).size === ids.length, 'names an account twice')
    .optional(),
});

/**
 * Reads the `authorization_details` of a token or refresh request: entries as they were asked for or as they came
 * back, in full or as a reference to a consent. Throws `invalid_authorization_details` (RFC 9396 6).
 */
export function parseNarrowedDetails(
  value: unknown,
  context: AuthorizationDetailsContext,
): AuthorizationDetail[] {
  return entriesOf(value, limits).map((entry, index) => {
    const path = `/${index}`;
    const { now, resourceBase, allowedTypes } = context;
    const type = knownTypeOf(entry, path, allowedTypes);
    const { details, added } = withoutEnrichment(entry as AuthorizationDetail);
    const { ConsentId, AccountIds } = parseWith(addedSchema, given(added), path);
    const where = { now, resourceBase, path, isHeld: true };
    const parsed = Object.hasOwn(details, 'consent')
      ? type.parse(details, where)
      : parseReference(type, { ...details, ...given({ ConsentId }) }, where);
    return { ...parsed, ...given({ ConsentId, AccountIds }) };
  });
}

const given = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/**
 * What is left of the enriched entries of a grant when only `requested` is wanted, compared as each type says
 * (RFC 9396 6.1). An entry without a `ConsentId` is matched with the first consent that holds it. Throws
 * `invalid_authorization_details` for anything beyond the grant.
 */
export function narrowDetails(
  granted: readonly AuthorizationDetail[],
  requested: readonly AuthorizationDetail[],
): AuthorizationDetail[] {
  const left = [...granted];
  return requested.map((wanted, index) => {
    const path = `/${index}`;
    const candidates = left.filter((held) => isMeant(held, wanted));
    if (candidates.length === 0) throw refusedAt(path, 'is not a consent of this grant');
    const [held, narrowed] = firstThatHolds(candidates, wanted, path);
    left.splice(left.indexOf(held), 1);
    return narrowed;
  });
}

const isMeant = (held: AuthorizationDetail, wanted: AuthorizationDetail): boolean =>
  held.type === wanted.type &&
  (wanted['ConsentId'] === undefined || wanted['ConsentId'] === held['ConsentId']);

type Narrowed = readonly [held: AuthorizationDetail, narrowed: AuthorizationDetail];

function firstThatHolds(
  candidates: readonly AuthorizationDetail[],
  wanted: AuthorizationDetail,
  path: string,
): Narrowed {
  let refusal: unknown;
  for (const held of candidates) {
    try {
      return [held, narrowEntry(held, wanted, path)];
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

function narrowEntry(
  held: AuthorizationDetail,
  wanted: AuthorizationDetail,
  path: string,
): AuthorizationDetail {
  const { details: given, added } = withoutEnrichment(held);
  const { details: asked, added: named } = withoutEnrichment(wanted);
  const accounts = accountsWithin(added.AccountIds, named.AccountIds, path);
  const isWhole = isConsentReference(wanted);
  const narrowed = isWhole
    ? given
    : authorizationDetailsType(held.type)?.narrow(given, asked, path);
  if (narrowed === undefined) throw refusedAt(`${path}/type`, 'is not supported');
  return { ...narrowed, ...added, AccountIds: accounts };
}

/** In the order of the grant, whatever the order of the request. */
function accountsWithin(held: unknown, wanted: unknown, path: string): readonly unknown[] {
  const ids: readonly unknown[] = Array.isArray(held) ? held : [];
  if (!Array.isArray(wanted)) return ids;
  const beyond: unknown = wanted.find((id) => !ids.includes(id));
  if (beyond !== undefined) {
    const evidence = { expected: ids, received: beyond };
    throw refusedAt(`${path}/AccountIds`, 'goes beyond what was granted', evidence);
  }
  return ids.filter((id) => wanted.includes(id));
}
