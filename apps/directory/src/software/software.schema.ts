import { isReadableLine, isRedirectUri } from '@sandbank/oauth';
import { z } from 'zod';
import { roles } from '../organisations/roles.js';

const redirectUri = z
  .string()
  .max(2000)
  .refine(
    isRedirectUri,
    'must be an https URL without fragment, wildcard or user info, its host in plain ASCII, or http on a loopback address',
  );

/** On one line; nothing invisible, nothing that turns a text around. */
export const readable = (lengthMax: number) =>
  z.string().max(lengthMax).refine(isReadableLine, 'must be printable characters on one line');

const page = z
  .url({ protocol: /^https$/ })
  .regex(/^[!-~]+$/)
  .max(2000);

/** What an organisation says of its software, under the names of RFC 7591 2 and 3.1.1; other members are left out. */
export const softwareMetadata = z.object({
  client_name: readable(100),
  redirect_uris: z.array(redirectUri).min(1).max(20),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  software_version: readable(50).optional(),
  client_uri: page.optional(),
  logo_uri: page.optional(),
  policy_uri: page.optional(),
  tos_uri: page.optional(),
  contacts: z.array(readable(200)).max(10).optional(),
});

export type SoftwareMetadata = z.output<typeof softwareMetadata>;
