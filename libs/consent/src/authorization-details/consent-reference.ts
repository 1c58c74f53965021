import type { AuthorizationDetail } from '@sandbank/oauth';
import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { locations, locationsAt } from './fields.js';
import { parseWith } from './refusal.js';

/** An entry that says nothing itself but names a consent which exists already. */
export interface ConsentReference extends AuthorizationDetail {
  readonly ConsentId: string;
}

/** A UUID; in lower case, as the database writes them. */
export const consentId = z
  .string()
  .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, 'must be a UUID')
  .toLowerCase();

const referenceSchema = z.strictObject({
  type: z.string(),
  locations,
  ConsentId: consentId,
});

/** True for an entry that names a consent instead of describing one. */
export const isConsentReference = (entry: AuthorizationDetail): entry is ConsentReference =>
  Object.hasOwn(entry, 'ConsentId') && !Object.hasOwn(entry, 'consent');

/** Reads such an entry; throws `invalid_authorization_details` naming the place (RFC 9396 5). */
export function parseReference(
  { type, api }: AuthorizationDetailsType,
  value: unknown,
  context: ParseContext,
): ConsentReference {
  const reference = parseWith(referenceSchema, value, context.path ?? '');
  locationsAt(api, reference.locations, context);
  return { type, ConsentId: reference.ConsentId };
}
