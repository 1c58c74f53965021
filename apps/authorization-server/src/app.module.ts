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
import { ArrivalService } from './authorization/arrival.service.js';
import { AuthorizationService } from './authorization/authorization.service.js';
import { AuthorizeController } from './authorization/authorize.controller.js';
import { IdTokenHintKeys } from './authorization/id-token-hint.keys.js';
import { NamedConsents } from './authorization/named-consents.js';
import { ParController } from './authorization/par.controller.js';
import { PushedRequestStore } from './authorization/pushed-request.store.js';
import { BankInternalClient } from './bank-internal/bank-internal.client.js';
import { ReceiptsClient } from './bank-internal/receipts.client.js';
import { ClientAuthenticationStrategy } from './client-authentication/client-authentication.strategy.js';
import { ClientKeys } from './client/client-keys.js';
import { ClientRegistry } from './client/client.registry.js';
import { SETTINGS } from './config.js';
import { CustomerService } from './customer/customer.service.js';
import { KnownBrowsers } from './customer/known-browser.js';
import { SignInThrottle } from './customer/sign-in-throttle.js';
import { AppNamesStore } from './dashboard/app-names.store.js';
import { BankKnowledge } from './dashboard/bank-knowledge.js';
import { CustomerSessionStore } from './dashboard/customer-session.store.js';
import { DashboardCodeController } from './dashboard/dashboard-code.controller.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { DashboardPages } from './dashboard/dashboard-pages.js';
import { DashboardSignInController } from './dashboard/dashboard-sign-in.controller.js';
import { DashboardStopController } from './dashboard/dashboard-stop.controller.js';
import { DashboardVisits } from './dashboard/dashboard-visits.js';
import { StopPages } from './dashboard/stop-pages.js';
import { DiscoveryController } from './discovery/discovery.controller.js';
import { DpopService } from './dpop/dpop.service.js';
import { entities } from './entities.js';
import { ExpirySweeper } from './expiry.sweeper.js';
import { GrantManagementModule } from './grant-management/grant-management.module.js';
import { RequestedGrants } from './grant-management/requested-grants.js';
import { ApprovalService } from './interaction/approval.service.js';
import { Attempters } from './interaction/attempters.js';
import { BankAccountsClient } from './interaction/bank-accounts.client.js';
import { BrowserBinding } from './interaction/browser-binding.js';
import { CodeController } from './interaction/code.controller.js';
import { ConsentController } from './interaction/consent.controller.js';
import { DecisionService } from './interaction/decision.service.js';
import { InteractionService } from './interaction/interaction.service.js';
import { InteractionSteps } from './interaction/interaction-steps.js';
import { InteractionStore } from './interaction/interaction.store.js';
import { LoginController } from './interaction/login.controller.js';
import { SignInService } from './interaction/sign-in.service.js';
import { IntrospectionController } from './introspection/introspection.controller.js';
import { IntrospectionService } from './introspection/introspection.service.js';
import { IntrospectionStore } from './introspection/introspection.store.js';
import { IssuerModule } from './issuer/issuer.module.js';
import { OAuthRefusalWriter } from './refusals/oauth-refusal.writer.js';
import { RevocationController } from './revocation/revocation.controller.js';
import { RevocationService } from './revocation/revocation.service.js';
import { RevocationStore } from './revocation/revocation.store.js';
import { AuthorizationCodeStore } from './token/authorization-code.store.js';
import { AuthorizationCodeGrant } from './token/grants/authorization-code.grant.js';
import { ClientCredentialsGrant } from './token/grants/client-credentials.grant.js';
import { RefreshTokenGrant } from './token/grants/refresh-token.grant.js';
import { RefreshTokenStore } from './token/refresh-token.store.js';
import { TokenController } from './token/token.controller.js';
import { TokenEndpoint } from './token/token-endpoint.js';
import { TokenService } from './token/token.service.js';
import { UserInfoController } from './userinfo/userinfo.controller.js';
import { userInfoOptions } from './userinfo/userinfo.banks.js';
import { UserInfoService } from './userinfo/userinfo.service.js';

export interface AppOptions {
  readonly settings: ServerSettings;
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
          refusalWriter: { provide: RefusalWriter, useClass: OAuthRefusalWriter },
        }),
      ],
      controllers: [
        DiscoveryController,
        ParController,
        AuthorizeController,
        LoginController,
        CodeController,
        ConsentController,
        DashboardSignInController,
        DashboardCodeController,
        DashboardStopController,
        DashboardController,
        TokenController,
        RevocationController,
        IntrospectionController,
        UserInfoController,
        rejectionsController({
          server: 'authorization-server',
          portalUrl: settings.SANDBANK_PORTAL_URL,
        }),
        ...userInfo.controllers,
        AssetsController,
      ],
      providers: [
        ClientRegistry,
        ClientKeys,
        ClientAuthenticationStrategy,
        DpopService,
        AuthorizationService,
        ArrivalService,
        IdTokenHintKeys,
        NamedConsents,
        RenewalStore,
        PushedRequestStore,
        InteractionSteps,
        InteractionService,
        SignInService,
        BrowserBinding,
        InteractionStore,
        { provide: AccessRecords, useExisting: AccessDenials },
        CheckpointSweeper,
        DecisionRecords,
        DecisionService,
        ApprovalService,
        BankInternalClient,
        BankAccountsClient,
        ReceiptsClient,
        CustomerSessionStore,
        CustomerConsents,
        CustomerStops,
        AppNamesStore,
        BankKnowledge,
        DashboardVisits,
        DashboardPages,
        StopPages,
        CustomerService,
        SignInThrottle,
        KnownBrowsers,
        Attempters,
        ConsentStore,
        GrantStore,
        RequestedGrants,
        ...userInfo.providers,
        UserInfoService,
        RevocationService,
        RevocationStore,
        IntrospectionService,
        IntrospectionStore,
        TokenEndpoint,
        TokenService,
        AuthorizationCodeGrant,
        RefreshTokenGrant,
        ClientCredentialsGrant,
        AuthorizationCodeStore,
        RefreshTokenStore,
        ExpirySweeper,
      ],
    };
  }
}
