import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  DatabaseModule,
  PlatformModule,
  RefusalWriter,
  type Clock,
  type Logger,
  type RouteTable,
} from '@sandbank/platform';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { BankApi } from './accounts/bank-api.js';
import { ResourceCaller } from './accounts/resource-call.js';
import { BankClient } from './banks/bank-client.js';
import { BankRegistry } from './banks/bank-registry.js';
import { BanksController } from './banks/banks.controller.js';
import { LiveClients } from './banks/live-client.js';
import { ResourceServers } from './banks/resource-servers.js';
import { AccessTokenService } from './connection/access-token.service.js';
import { ConnectionService } from './connection/connection.service.js';
import { ConnectionStore } from './connection/connection.store.js';
import { entities } from './entities.js';
import { FlowStore } from './flow/flow.store.js';
import { FlowsController } from './flow/flows.controller.js';
import { ConnectContinuation } from './journey/connect.continuation.js';
import { Continuations } from './journey/continuations.js';
import { JourneyController } from './journey/journey.controller.js';
import { JourneyLog } from './journey/journey-log.js';
import { JourneyService } from './journey/journey.service.js';
import { StepUpService } from './journey/step-up.js';
import { PayContinuation } from './payments/pay.continuation.js';
import { PaymentFollower } from './payments/payment-follower.js';
import { PaymentSender } from './payments/payment-sender.js';
import { PaymentStore } from './payments/payment.store.js';
import { PaymentsController } from './payments/payments.controller.js';
import { PaymentsService } from './payments/payments.service.js';
import { ConsentStanding } from './reauthentication/consent-standing.js';
import { ReauthenticateContinuation } from './reauthentication/reauthenticate.continuation.js';
import { ReauthenticationController } from './reauthentication/reauthentication.controller.js';
import { ReauthenticationService } from './reauthentication/reauthentication.service.js';
import { PortalRefusalWriter } from './portal-refusal.writer.js';
import { ClientTokens } from './rejections/client-token.js';
import { RejectionsController } from './rejections/rejections.controller.js';
import { RejectionsService } from './rejections/rejections.service.js';
import { RevocationService } from './revocation/revocation.service.js';
import { RevocationStore } from './revocation/revocation.store.js';
import { RevocationSweeper } from './revocation/revocation.sweeper.js';
import { SETTINGS, type PortalSettings } from './portal-settings.js';
import { SessionService } from './session/session.service.js';
import { StartController } from './start/start.controller.js';
import { StartUrlContinuation } from './start/start-url.continuation.js';
import { BUILT_UI, type BuiltUi } from './ui/built-ui.js';
import { PagesController } from './ui/pages.controller.js';
import { Vault } from './vault.js';

export interface PortalParts {
  readonly settings: PortalSettings;
  readonly logger: Logger;
  readonly ui: BuiltUi;
  /** Another clock than the machine's. */
  readonly clock?: Clock;
}

/** The TPP portal: the demo app's client and the API of its pages. */
@Module({})
export class AppModule {
  static with({ settings, logger, ui, clock }: PortalParts, routes: RouteTable): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.SANDBANK_DATABASE_URL,
          password: settings.SANDBANK_DATABASE_PASSWORD_FILE,
          schema: 'tpp_portal',
          applicationName: 'sandbank-tpp-portal',
          entities,
        }),
        TypeOrmModule.forFeature(entities),
        PlatformModule.forRoot({
          schema: 'tpp_portal',
          logger,
          routes,
          clock,
          ringTables: [],
          refusalWriter: { provide: RefusalWriter, useClass: PortalRefusalWriter },
        }),
      ],
      controllers: [
        BanksController,
        AccountsController,
        FlowsController,
        JourneyController,
        RejectionsController,
        StartController,
        PaymentsController,
        ReauthenticationController,
        PagesController,
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: BUILT_UI, useValue: ui },
        AccessTokenService,
        AccountsService,
        BankApi,
        BankClient,
        BankRegistry,
        ClientTokens,
        ConnectContinuation,
        ConnectionService,
        ConnectionStore,
        ConsentStanding,
        Continuations,
        FlowStore,
        JourneyLog,
        JourneyService,
        LiveClients,
        PayContinuation,
        PaymentFollower,
        PaymentSender,
        PaymentStore,
        PaymentsService,
        ReauthenticateContinuation,
        ReauthenticationService,
        RejectionsService,
        ResourceCaller,
        ResourceServers,
        RevocationService,
        RevocationStore,
        RevocationSweeper,
        SessionService,
        StartUrlContinuation,
        StepUpService,
        Vault,
      ],
    };
  }
}
