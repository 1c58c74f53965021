import type { JsonObject } from '@sandbank/crypto';
import { invalidSoftwareStatement } from '@sandbank/oauth';
import { z } from 'zod';

const text = z.string().min(1).max(2000).optional();

/** What the directory says of software; the metadata of a client are looked at where they are registered. */
const claims = z.object({
  iss: z.string().max(2000),
  jti: z.string(),
  software_id: z.uuid(),
  software_version: text,
  software_roles: z.array(z.string().max(100)).max(20),
  software_san_uri: text,
  organisation_id: z.uuid(),
  client_name: z.string(),
  client_uri: text,
  logo_uri: text,
  policy_uri: text,
  tos_uri: text,
  contacts: z.array(z.string()).max(10).optional(),
  redirect_uris: z.array(z.string()).max(20).optional(),
  jwks_uri: text,
});

/** Software as a statement of the directory describes it. */
export type Software = z.output<typeof claims>;

/** Reads the claims of a verified statement. @throws `invalid_software_statement`. */
export function softwareOf(payload: JsonObject): Software {
  const parsed = claims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw invalidSoftwareStatement('the software statement does not describe software', {
    expected: 'the claims of a software statement',
    received: faults,
  }).citing('RFC7591-2.3');
}
