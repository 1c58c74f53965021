import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DpopNonces } from '@sandbank/crypto';
import { AccessDenials, NoAccessDenials } from './access-denials.js';
import { AccessTokenGuard } from './access-token.guard.js';
import { AccessTokens } from './access-tokens.js';
import { AccessStore } from './access.store.js';
import { IssuerKeys } from './issuer-keys.js';
import { KnownBanks } from './known-banks.js';
import {
  PROTECTED_RESOURCE,
  ResourceBanks,
  type ProtectedResourceOptions,
} from './protected-resource.options.js';
import { ResourceAccess } from './resource-access.js';
import { resourceMetadataController } from './resource-metadata.controller.js';

const nonceOptions = { periodSeconds: 60, periodsAccepted: 3 };

/** The parts behind `AccessTokenGuard`, for the module of an app that shares its own providers with them. */
export function protectedResourceParts(options: ProtectedResourceOptions) {
  const nonces = new DpopNonces(options.nonceKey, nonceOptions);
  const shared: Provider[] = [
    { provide: PROTECTED_RESOURCE, useValue: options },
    { provide: ResourceBanks, useClass: options.banks },
    { provide: DpopNonces, useValue: nonces },
    { provide: IssuerKeys, useClass: options.issuerKeys ?? IssuerKeys },
    { provide: AccessDenials, useClass: options.denials ?? NoAccessDenials },
    KnownBanks,
    ResourceAccess,
  ];
  return {
    controllers: [resourceMetadataController(options.apiPath)],
    providers: [...shared, AccessTokens, AccessStore, AccessTokenGuard],
    exports: [...shared, AccessTokenGuard],
  };
}

/**
 * The resource-server half of FAPI 2.0 for any API (SP-5.3.4): put `AccessTokenGuard` on its controllers.
 * Needs `PlatformModule` with a replay guard, and a role that may read the schema `consent`.
 */
@Module({})
export class ProtectedResourceModule {
  static register(options: ProtectedResourceOptions): DynamicModule {
    return { module: ProtectedResourceModule, global: true, ...protectedResourceParts(options) };
  }
}
