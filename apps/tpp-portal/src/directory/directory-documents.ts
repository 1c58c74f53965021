import { z } from 'zod';

/** What a participant may do, in the words of the payment services regulation. */
export const softwareRoles = ['AISP', 'PISP', 'CBPII'] as const;
export type SoftwareRole = (typeof softwareRoles)[number];

const text = z.string().max(5000);
const pem = z.string().max(20_000);
const role = z.enum(softwareRoles);
const publicKeys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(100) });

export const registeredOrganisation = z.object({ organisation_id: z.uuid(), token: text.min(1) });

export const certificate = z.object({
  certificate_id: z.uuid(),
  use: z.enum(['transport', 'signing']),
  serial_number: text,
  subject: text,
  san_uri: text.nullish(),
  certificate: pem,
  chain: pem,
  not_before: z.iso.datetime({ offset: true }),
  not_after: z.iso.datetime({ offset: true }),
  thumbprint: text,
  kid: text.nullish(),
  status: z.enum(['valid', 'expired', 'revoked']),
  revoked_at: z.iso.datetime({ offset: true }).nullish(),
  revocation_reason: text.nullish(),
});
export const certificates = z.object({ certificates: z.array(certificate).max(500) });

export const software = z.object({
  software_id: z.uuid(),
  organisation_id: z.uuid(),
  client_name: text,
  redirect_uris: z.array(text).max(100),
  roles: z.array(role),
  software_version: text.nullish(),
  client_uri: text.nullish(),
  logo_uri: text.nullish(),
  policy_uri: text.nullish(),
  tos_uri: text.nullish(),
  contacts: z.array(text).max(100).nullish(),
  status: text,
  jwks_uri: z.url(),
  san_uri: text,
  certificates: z.array(certificate).max(500),
});
export const softwareList = z.object({
  software: z.array(z.object({ software_id: z.uuid() })).max(1000),
});
export const jwks = publicKeys;
export const statement = z.object({ software_statement: z.string().max(20_000), expires_at: text });

export const participant = z.object({
  organisation: z.unknown(),
  issuer: z.url({ protocol: /^https$/ }),
  discovery: z.url({ protocol: /^https$/ }),
  api_base: z.url({ protocol: /^https$/ }),
  mtls_api_base: z.url({ protocol: /^https$/ }).nullish(),
  jwks_uri: z.url({ protocol: /^https$/ }).nullish(),
  registration_endpoint: z.url({ protocol: /^https$/ }).nullish(),
  status: text,
});
export const participants = z.object({ participants: z.array(participant).max(200) });

export type Certificate = z.output<typeof certificate>;
export type Software = z.output<typeof software>;
export type SoftwareStatement = z.output<typeof statement>;
export type Participant = z.output<typeof participant>;
export type PublicKeys = z.output<typeof publicKeys>;

/** What is asked of the directory for a piece of software. */
export interface SoftwareRequest {
  readonly client_name: string;
  readonly redirect_uris: readonly string[];
  readonly roles: readonly SoftwareRole[];
  readonly software_version?: string | undefined;
  readonly client_uri?: string | undefined;
  readonly logo_uri?: string | undefined;
  readonly policy_uri?: string | undefined;
  readonly tos_uri?: string | undefined;
  readonly contacts?: readonly string[] | undefined;
}

/** A certificate that is asked for; the request in PEM (PKCS #10). */
export interface CertificateRequest {
  readonly use: 'transport' | 'signing';
  readonly csr: string;
}
export const revocationReasons = [
  'keyCompromise',
  'cessationOfOperation',
  'superseded',
  'unspecified',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];
