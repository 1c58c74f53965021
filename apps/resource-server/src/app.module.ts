import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { authorizationDetailsScopes, authorizationDetailsTypesSupported } from '@sandbank/consent';
import { deriveKey } from '@sandbank/crypto';
import {
  DatabaseModule,
  PlatformModule,
  RefusalWriter,
  type Clock,
  type Logger,
  type RouteTable,
} from '@sandbank/platform';
import {
  AccessDenials,
  ProtectedResourceModule,
  rejectionsController,
} from '@sandbank/protected-resource';
import { AccessRecorder } from './access/access.recorder.js';
import { accountInformationParts } from './access/account-information.parts.js';
import { apiPath } from './access/account-information.decorator.js';
import { BankDirectory } from './banks.js';
import { SETTINGS, type Settings } from './config.js';
import { consentsParts } from './consents/consents.parts.js';
import { fundsConfirmationsParts } from './funds-confirmations/funds-confirmations.parts.js';
import { eventsParts } from './events/events.parts.js';
import { keysPath } from './events/keys/event-keys.controller.js';
import { idempotencyParts } from './idempotency/idempotency.parts.js';
import { internalParts } from './internal/internal.parts.js';
import type { OpenBankingRefusalWriter } from './open-banking/open-banking.refusal-writer.js';
import { paymentOrdersParts } from './payment-orders/payment-orders.parts.js';
import { paymentsParts } from './payments/payments.parts.js';
import { recordedExchanges } from './records/recorded-exchanges.js';
import { resourceRecords } from './records/records.parts.js';
import { circumstancesSql } from './scenarios/circumstances.js';
import { scenariosParts } from './scenarios/scenarios.parts.js';
import { signaturesParts } from './signatures/signatures.parts.js';
import { PageCursors } from './transactions/page-cursor.js';
import { vrpParts } from './vrp/vrp.parts.js';

const schema = 'resource_server';

/** A feature's controllers and providers: a list of its own beside it. */
type Parts = Required<Pick<ModuleMetadata, 'controllers' | 'providers'>>;

/** What the bank serves. */
export const features: readonly Parts[] = [
  accountInformationParts,
  consentsParts,
  paymentsParts,
  paymentOrdersParts,
  idempotencyParts,
  vrpParts,
  fundsConfirmationsParts,
  signaturesParts,
  eventsParts,
  internalParts,
  scenariosParts,
];

/** What is made before Nest starts. */
export interface AppParts {
  readonly routes: RouteTable;
  readonly logger: Logger;
  readonly refusalWriter: OpenBankingRefusalWriter;
  readonly clock?: Clock;
}

/** The bank: accounts, balances, transactions and payments behind consent. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings, { refusalWriter, ...parts }: AppParts): DynamicModule {
    const secret = settings.SANDBANK_SECRET_FILE;
    const baseUrl = settings.SANDBANK_RESOURCE_SERVER_URL;
    const records = resourceRecords(settings);
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          url: settings.SANDBANK_DATABASE_URL,
          password: settings.SANDBANK_DATABASE_PASSWORD_FILE,
          schema,
          applicationName: 'sandbank-resource-server',
          entities: [],
        }),
        PlatformModule.forRoot({
          ...parts,
          schema,
          ringTables: ['replay_guard'],
          exchanges: recordedExchanges,
          refusalWriter: {
            provide: RefusalWriter,
            useValue: refusalWriter,
          },
        }),
        ProtectedResourceModule.register({
          baseUrl,
          mutualTlsUrl: settings.SANDBANK_RESOURCE_SERVER_MTLS_URL,
          apiPath,
          keysPath,
          nonceKey: deriveKey(secret, 'dpop nonces'),
          certificateAuthority: settings.SANDBANK_CA_FILE,
          scopes: [...authorizationDetailsScopes, 'rejections'],
          authorizationDetailsTypes: authorizationDetailsTypesSupported,
          banks: BankDirectory,
          denials: AccessRecorder,
          circumstancesSql,
        }),
      ],
      controllers: [
        ...features.flatMap(({ controllers }) => controllers),
        ...records.controllers,
        rejectionsController({
          server: 'resource-server',
          portalUrl: settings.SANDBANK_PORTAL_URL,
        }),
      ],
      providers: [
        ...features.flatMap(({ providers }) => providers),
        ...records.providers,
        { provide: SETTINGS, useValue: settings },
        { provide: PageCursors, useValue: new PageCursors(secret) },
        { provide: AccessRecorder, useExisting: AccessDenials },
      ],
    };
  }
}
