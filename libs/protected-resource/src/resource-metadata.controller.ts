import { Controller, Get, Header, Inject, Param, type Type } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { KnownBanks } from './known-banks.js';
import {
  PROTECTED_RESOURCE,
  resourceIdentifier,
  type ProtectedResourceOptions,
  type ResourceBank,
} from './protected-resource.options.js';

/** What a client may learn of a protected resource before it calls (RFC 9728 2). */
export interface ProtectedResourceMetadata {
  readonly resource: string;
  readonly authorization_servers: readonly string[];
  /** The keys with which the resource signs what it says (RFC 7517). */
  readonly jwks_uri?: string;
  readonly scopes_supported?: readonly string[];
  readonly bearer_methods_supported: readonly string[];
  readonly resource_name: string;
  readonly authorization_details_types_supported?: readonly string[];
  readonly dpop_signing_alg_values_supported: readonly string[];
  readonly dpop_bound_access_tokens_required: boolean;
  readonly tls_client_certificate_bound_access_tokens: boolean;
  /** Where a client calls that presents a certificate, as RFC 8705 5 has it for an authorization server. */
  readonly mtls_endpoint_aliases?: { readonly resource: string };
}

/** The metadata of a bank's API; an empty list is left out (RFC 9728 3.2). */
export function protectedResourceMetadata(
  options: ProtectedResourceOptions,
  bank: ResourceBank,
): ProtectedResourceMetadata {
  const { scopes, authorizationDetailsTypes: types, mutualTlsUrl, keysPath } = options;
  const profile = bank.profile.metadata;
  const takesCertificates =
    mutualTlsUrl !== undefined && profile.tls_client_certificate_bound_access_tokens;
  return {
    resource: resourceIdentifier(options, bank.slug),
    resource_name: bank.name,
    authorization_servers: [bank.issuer],
    ...(keysPath !== undefined && { jwks_uri: `${options.baseUrl}/${bank.slug}/${keysPath}` }),
    ...(scopes.length > 0 && { scopes_supported: scopes }),
    bearer_methods_supported: ['header'],
    ...(types.length > 0 && { authorization_details_types_supported: types }),
    dpop_signing_alg_values_supported: profile.dpop_signing_alg_values_supported,
    dpop_bound_access_tokens_required: !takesCertificates,
    tls_client_certificate_bound_access_tokens: takesCertificates,
    ...(takesCertificates && {
      mtls_endpoint_aliases: {
        resource: resourceIdentifier({ ...options, baseUrl: mutualTlsUrl }, bank.slug),
      },
    }),
  };
}

/** The controller that publishes the metadata where RFC 9728 3.1 says, for an API at `apiPath`. */
export function resourceMetadataController(apiPath: string): Type {
  @Controller(`.well-known/oauth-protected-resource/:slug/${apiPath}`)
  class ResourceMetadataController {
    constructor(
      @Inject(PROTECTED_RESOURCE) private readonly options: ProtectedResourceOptions,
      @Inject(KnownBanks) private readonly banks: KnownBanks,
    ) {}

    @Get()
    @Header('cache-control', 'public, max-age=300')
    async metadata(@Param('slug') slug: string): Promise<ProtectedResourceMetadata> {
      const bank = await this.banks.find(slug);
      if (bank === undefined) throw invalidRequest('there is no such bank', { status: 404 });
      return protectedResourceMetadata(this.options, bank);
    }
  }
  return ResourceMetadataController;
}
