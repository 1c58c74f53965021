import type { Type } from '@nestjs/common';
import type { JwkSet } from '@sandbank/crypto';
import type { FapiProfile } from '@sandbank/fapi-policy';
import type { AccessDenials } from './access-denials.js';

/** DI token of `ProtectedResourceOptions`. */
export const PROTECTED_RESOURCE = Symbol('PROTECTED_RESOURCE');

/** A bank whose resources this server holds: its issuer alone may speak for its customers. */
export interface ResourceBank {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly profile: FapiProfile;
  /** Further names under which tokens may be meant for this server; what its metadata calls it always does. */
  readonly audiences?: readonly string[];
}

/** Where the app keeps its banks; answers are remembered for a minute. */
export abstract class ResourceBanks {
  abstract find(slug: string): Promise<ResourceBank | undefined>;
}

/** What an app says once about the API that it protects. */
export interface ProtectedResourceOptions {
  /** Public base URL of this server, without a trailing slash. */
  readonly baseUrl: string;
  /** The same for calls over mutual TLS; without it, tokens that are bound to a certificate find no listener. */
  readonly mutualTlsUrl?: string | undefined;
  /** Path of the API below `{baseUrl}/{slug}/`, without slashes at its ends; the three make the audience of tokens. */
  readonly apiPath: string;
  /** Path of the keys that this server signs with, below `{baseUrl}/{slug}/`; without it, it signs nothing. */
  readonly keysPath?: string;
  /** 32 bytes from which DPoP nonces are made, the same in every process of this server. */
  readonly nonceKey: Buffer;
  /** PEM of the authorities that sign the issuers' certificates; without it, the machine's own. */
  readonly certificateAuthority?: string;
  /** What the metadata document lists (RFC 9728 2). */
  readonly scopes: readonly string[];
  readonly authorizationDetailsTypes: readonly string[];
  readonly banks: Type<ResourceBanks>;
  /**
   * A scalar SQL expression over the row `standing` (`customer_id`) that tells what the app's own tables say of the
   * customer; read in the one round trip of a call, it comes with the authorization.
   */
  readonly circumstancesSql?: string;
  /** Where the keys of the issuers come from; without it, from `{issuer}/jwks`. */
  readonly issuerKeys?: Type<IssuerKeySource>;
  /** Keeps which calls were turned away; without it, nobody does. */
  readonly denials?: Type<AccessDenials>;
}

/** Knows the public keys of an issuer; `kid` is the one that a token names. */
export interface IssuerKeySource {
  keysOf(issuer: string, kid: string | undefined): Promise<JwkSet>;
}

/** The identifier of a bank's API: `aud` of its tokens and `resource` of its metadata. */
export function resourceIdentifier(
  { baseUrl, apiPath }: Pick<ProtectedResourceOptions, 'baseUrl' | 'apiPath'>,
  slug: string,
): string {
  return `${baseUrl}/${slug}/${apiPath}`;
}

/** Where the metadata of a bank's API is published (RFC 9728 3.1). */
export function resourceMetadataUrl(
  { baseUrl, apiPath }: Pick<ProtectedResourceOptions, 'baseUrl' | 'apiPath'>,
  slug: string,
): string {
  return `${baseUrl}/.well-known/oauth-protected-resource/${slug}/${apiPath}`;
}
