import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  DatabaseModule,
  PlatformModule,
  RefusalWriter,
  type Clock,
  type Logger,
  type RouteTable,
} from '@sandbank/platform';
import { accountsParts } from './accounts/accounts.parts.js';
import { applicationsParts } from './applications/applications.parts.js';
import { banksParts } from './banks/banks.parts.js';
import { connectionParts } from './connection/connection.parts.js';
import { directoryParts } from './directory/directory.parts.js';
import { consentsParts } from './consents/consents.parts.js';
import { entities } from './entities.js';
import { identityParts } from './identity/identity.parts.js';
import { exchangesParts } from './exchanges/exchanges.parts.js';
import { explorerParts } from './explorer/explorer.parts.js';
import { flowParts } from './flow/flow.parts.js';
import { interactionsParts } from './interactions/interactions.parts.js';
import { journeyParts } from './journey/journey.parts.js';
import { operatorParts } from './operator/operator.parts.js';
import { organisationsParts } from './organisations/organisations.parts.js';
import { paymentsParts } from './payments/payments.parts.js';
import { peopleParts } from './people/people.parts.js';
import { PortalRefusalWriter } from './portal-refusal.writer.js';
import { SETTINGS, type PortalSettings } from './portal-settings.js';
import { reauthenticationParts } from './reauthentication/reauthentication.parts.js';
import { recordsParts } from './records/records.parts.js';
import { rejectionsParts } from './rejections/rejections.parts.js';
import { revocationParts } from './revocation/revocation.parts.js';
import { sessionParts } from './session/session.parts.js';
import { startParts } from './start/start.parts.js';
import { uiParts } from './ui/ui.parts.js';
import { BUILT_UI, type BuiltUi } from './ui/built-ui.js';
import { Vault } from './vault.js';
import { webhooksParts } from './webhooks/webhooks.parts.js';

/** A feature's controllers and providers: a list of its own beside it. */
type Parts = Required<Pick<ModuleMetadata, 'controllers' | 'providers'>>;

/** What the portal serves; the pages take every address that nothing else has. */
const features: readonly Parts[] = [
  identityParts,
  organisationsParts,
  operatorParts,
  sessionParts,
  banksParts,
  directoryParts,
  applicationsParts,
  connectionParts,
  accountsParts,
  exchangesParts,
  consentsParts,
  explorerParts,
  flowParts,
  interactionsParts,
  journeyParts,
  paymentsParts,
  peopleParts,
  reauthenticationParts,
  recordsParts,
  rejectionsParts,
  revocationParts,
  startParts,
  webhooksParts,
  uiParts,
];

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
      controllers: features.flatMap(({ controllers }) => controllers),
      providers: [
        ...features.flatMap(({ providers }) => providers),
        { provide: SETTINGS, useValue: settings },
        { provide: BUILT_UI, useValue: ui },
        Vault,
      ],
    };
  }
}
