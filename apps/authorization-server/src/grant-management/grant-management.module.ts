import { Module, type DynamicModule } from '@nestjs/common';
import { GrantStore } from '@sandbank/consent';
import type { ServerSettings } from '@sandbank/platform';
import { AccessDenials, protectedResourceParts } from '@sandbank/protected-resource';
import { AccessRecords } from '../audit/access-records.js';
import { keyFor } from '../config.js';
import { IssuersAsBanks, OwnKeys } from '../userinfo/userinfo.banks.js';
import { GrantQueryService } from './grant-query.service.js';
import { GrantRevocationService } from './grant-revocation.service.js';
import { GrantsController } from './grants.controller.js';
import { grantsPath, grantManagementScopes } from './grants-resource.js';

/** The Grant Management API: a protected resource of its own, which takes no token that is meant for another (GM-8.3). */
@Module({})
export class GrantManagementModule {
  static forRoot(settings: ServerSettings): DynamicModule {
    const { controllers, providers } = protectedResourceParts({
      baseUrl: settings.SANDBANK_AUTHORIZATION_SERVER_URL,
      mutualTlsUrl: settings.SANDBANK_AUTHORIZATION_SERVER_MTLS_URL,
      apiPath: grantsPath,
      nonceKey: keyFor(settings, 'dpop-nonce'),
      scopes: grantManagementScopes,
      authorizationDetailsTypes: [],
      banks: IssuersAsBanks,
      issuerKeys: OwnKeys,
      denials: AccessRecords,
    });
    return {
      module: GrantManagementModule,
      controllers: [GrantsController, ...controllers],
      providers: [
        ...providers,
        { provide: AccessRecords, useExisting: AccessDenials },
        GrantStore,
        GrantQueryService,
        GrantRevocationService,
      ],
    };
  }
}
