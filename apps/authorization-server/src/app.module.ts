import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  ConsentStore,
  CustomerConsents,
  CustomerStops,
  GrantStore,
  RenewalStore,
} from '@sandbank/consent';
import {
  DatabaseModule,
  PlatformModule,
  RefusalWriter,
  type Clock,
  type Logger,
  type RouteTable,
  type ServerSettings,
} from '@sandbank/platform';
import {
  AccessDenials,
  protectedResourceParts,
  rejectionsController,
} from '@sandbank/protected-resource';
import { AssetsController } from './assets.controller.js';
import { AccessRecords } from './audit/access-records.js';
import { CheckpointSweeper } from './audit/checkpoint.sweeper.js';
import { DecisionRecords } from './audit/decision-records.js';
import { authorizationParts } from './authorization/authorization.parts.js';
import { BankInternalClient } from './bank-internal/bank-internal.client.js';
import { OrdersClient } from './bank-internal/orders.client.js';
import { QuestionsClient } from './bank-internal/questions.client.js';
import { ReceiptsClient } from './bank-internal/receipts.client.js';
import { SharedPaymentsClient } from './bank-internal/shared-payments.client.js';
import { ClientAuthenticationStrategy } from './client-authentication/client-authentication.strategy.js';
import { ClientKeys } from './client/client-keys.js';
import { ClientRegistry } from './client/client.registry.js';
import { SETTINGS, type AuthorizationServerSettings } from './config.js';
import { CustomerService } from './customer/customer.service.js';
import { KnownBrowsers } from './customer/known-browser.js';
import { SignInThrottle } from './customer/sign-in-throttle.js';
import { dashboardParts } from './dashboard/dashboard.parts.js';
import { DiscoveryController } from './discovery/discovery.controller.js';
import { DpopService } from './dpop/dpop.service.js';
import { entities } from './entities.js';
import { ExpirySweeper } from './expiry.sweeper.js';
import { GrantManagementModule } from './grant-management/grant-management.module.js';
import { RequestedGrants } from './grant-management/requested-grants.js';
import { interactionParts } from './interaction/interaction.parts.js';
import { IntrospectionController } from './introspection/introspection.controller.js';
import { IntrospectionService } from './introspection/introspection.service.js';
import { IntrospectionStore } from './introspection/introspection.store.js';
import { IssuerModule } from './issuer/issuer.module.js';
import { recordedExchanges } from './records/recorded-exchanges.js';
import { authorizationRecords } from './records/records.parts.js';
import { OAuthRefusalWriter } from './refusals/oauth-refusal.writer.js';
import { registrationParts } from './registration/registration.parts.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { RevocationService } from './revocation/revocation.service.js';
import { RevocationStore } from './revocation/revocation.store.js';
import { tokenParts } from './token/token.parts.js';
import { userInfoOptions } from './userinfo/userinfo.banks.js';
import { UserInfoController } from './userinfo/userinfo.controller.js';
import { UserInfoService } from './userinfo/userinfo.service.js';

export interface AppOptions {
  readonly settings: AuthorizationServerSettings;
  readonly logger: Logger;
  readonly routes: RouteTable;
  readonly clock?: Clock | undefined;
}

const schema = 'authorization_server';
const ringTables = [
  'replay_guard',
  'pushed_request',
  'authorization_code',
  'consent.revoked_token',
];

/** The settings, for whoever asks, also the refusal writer of the platform. */
@Module({})
class SettingsModule {
  static forRoot(settings: ServerSettings): DynamicModule {
    const provider = { provide: SETTINGS, useValue: settings };
    return { module: SettingsModule, global: true, providers: [provider], exports: [provider] };
  }
}

/** The authorization server: every bank's issuer in one process. */
@Module({})
export class AppModule {
  static forRoot({ settings, logger, routes, clock }: AppOptions): DynamicModule {
    const userInfo = protectedResourceParts(userInfoOptions(settings));
    const records = authorizationRecords(settings);
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        DatabaseModule.forRoot({
          url: settings.SANDBANK_DATABASE_URL,
          password: settings.SANDBANK_DATABASE_PASSWORD_FILE,
          applicationName: 'sandbank-authorization-server',
          schema,
          entities,
        }),
        TypeOrmModule.forFeature(entities),
        IssuerModule,
        GrantManagementModule.forRoot(settings),
        PlatformModule.forRoot({
          schema,
          logger,
          routes,
          clock,
          ringTables,
          exchanges: recordedExchanges,
          refusalWriter: { provide: RefusalWriter, useClass: OAuthRefusalWriter },
        }),
      ],
      controllers: [
        DiscoveryController,
        ...authorizationParts.controllers,
        ...interactionParts.controllers,
        ...dashboardParts.controllers,
        ...tokenParts.controllers,
        ...registrationParts.controllers,
        RevocationController,
        IntrospectionController,
        UserInfoController,
        rejectionsController({
          server: 'authorization-server',
          portalUrl: settings.SANDBANK_PORTAL_URL,
        }),
        ...userInfo.controllers,
        ...records.controllers,
        AssetsController,
      ],
      providers: [
        ...authorizationParts.providers,
        ...interactionParts.providers,
        ...dashboardParts.providers,
        ...tokenParts.providers,
        ...registrationParts.providers,
        ClientRegistry,
        ClientKeys,
        ClientAuthenticationStrategy,
        DpopService,
        RenewalStore,
        { provide: AccessRecords, useExisting: AccessDenials },
        CheckpointSweeper,
        DecisionRecords,
        BankInternalClient,
        ReceiptsClient,
        OrdersClient,
        QuestionsClient,
        SharedPaymentsClient,
        CustomerConsents,
        CustomerStops,
        CustomerService,
        SignInThrottle,
        KnownBrowsers,
        ConsentStore,
        GrantStore,
        RequestedGrants,
        ...userInfo.providers,
        ...records.providers,
        UserInfoService,
        RevocationService,
        RevocationStore,
        IntrospectionService,
        IntrospectionStore,
        ExpirySweeper,
      ],
    };
  }
}
