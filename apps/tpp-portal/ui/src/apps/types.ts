// What the portal's back end answers about applications; the same names as there.

/** The roles of payment services law, in the order in which they are shown. */
export const roles = ['AISP', 'PISP', 'CBPII'] as const;
export type Role = (typeof roles)[number];
export type Algorithm = 'ES256' | 'PS256' | 'EdDSA';

export interface Profile {
  constraint: 'dpop' | 'mtls';
  authentication: 'private_key_jwt' | 'tls_client_auth';
  signing: boolean;
  algorithm: Algorithm;
}

export interface ClientProblem {
  error: string;
  message: string;
  upstreamError?: string;
  upstreamDescription?: string;
}

export interface AppClient {
  bank: string;
  clientId: string;
  registeredAt: string;
  state: 'current' | 'behind' | 'lost';
  metadata: Record<string, unknown>;
  problem?: ClientProblem;
}

export interface App {
  id: string;
  organisation: { id: string; name: string };
  name: string;
  softwareId: string;
  profile: Profile;
  roles: Role[];
  redirectUris: string[];
  createdAt: string;
  changedAt: string;
  ending: boolean;
  clients: AppClient[];
}

export interface ListedBank {
  slug: string;
  name: string;
  issuer: string;
  discovery: string;
  apiBase: string;
  mtlsApiBase?: string;
  registers: boolean;
}

export interface Certificate {
  certificate_id: string;
  use: 'transport' | 'signing';
  serial_number: string;
  subject: string;
  san_uri?: string | null;
  certificate: string;
  chain: string;
  not_before: string;
  not_after: string;
  thumbprint: string;
  kid?: string | null;
  status: 'valid' | 'expired' | 'revoked';
  revoked_at?: string | null;
  revocation_reason?: string | null;
}

export interface Software {
  software_id: string;
  organisation_id: string;
  client_name: string;
  redirect_uris: string[];
  roles: Role[];
  status: string;
  jwks_uri: string;
  san_uri: string;
  client_uri?: string | null;
  logo_uri?: string | null;
  policy_uri?: string | null;
  tos_uri?: string | null;
}

export type PublicJwk = Record<string, unknown> & { kty?: string; kid?: string };

export interface SoftwareStatement {
  statement: string;
  expiresAt: string;
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

export interface SnippetClient {
  bank: string;
  bankName: string;
  clientId: string;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  parEndpoint: string;
  mtlsTokenEndpoint: string;
  mtlsParEndpoint: string;
  apiBase: string;
  mtlsApiBase: string;
  idTokenAlgorithm: string;
}

export interface Snippets {
  clients: SnippetClient[];
  silent: { bank: string; message: string }[];
  scope: string;
  keyIds: string[];
  certificateAuthority: string;
}
