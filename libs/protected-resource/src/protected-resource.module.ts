import { Module, type DynamicModule } from '@nestjs/common';
import { DpopNonces } from '@sandbank/crypto';
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

/**
 * The resource-server half of FAPI 2.0 for any API (SP-5.3.4): put `AccessTokenGuard` on its controllers.
 * Needs `PlatformModule` with a replay guard, and a role that may read the schema `consent`.
 */
@Module({})
export class ProtectedResourceModule {
  static register(options: ProtectedResourceOptions): DynamicModule {
    const nonces = new DpopNonces(options.nonceKey, nonceOptions);
    const shared = [
      { provide: PROTECTED_RESOURCE, useValue: options },
      { provide: ResourceBanks, useClass: options.banks },
      { provide: DpopNonces, useValue: nonces },
      KnownBanks,
      IssuerKeys,
      ResourceAccess,
    ];
    return {
      module: ProtectedResourceModule,
      global: true,
      controllers: [resourceMetadataController(options.apiPath)],
      providers: [...shared, AccessTokens, AccessStore, AccessTokenGuard],
      exports: [...shared, AccessTokenGuard],
    };
  }
}
