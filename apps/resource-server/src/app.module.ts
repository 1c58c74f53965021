import { Module, type DynamicModule } from '@nestjs/common';
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
import { apiPath } from './access/account-information.decorator.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AccountsService } from './accounts/accounts.service.js';
import { BalancesController } from './balances/balances.controller.js';
import { BalancesService } from './balances/balances.service.js';
import { BankDirectory } from './banks.js';
import { SETTINGS, type Settings } from './config.js';
import { consentsControllers } from './consents/consent-forms.js';
import { ConsentsService } from './consents/consents.service.js';
import { ConsentsStore } from './consents/consents.store.js';
import { FundsController } from './consents/funds.controller.js';
import { FundsService } from './consents/funds.service.js';
import { CustomerAccountsController } from './internal/customer-accounts.controller.js';
import { CustomerAccountsService } from './internal/customer-accounts.service.js';
import { ReceiptsController } from './internal/receipts.controller.js';
import { ReceiptsService } from './internal/receipts.service.js';
import type { OpenBankingRefusalWriter } from './open-banking/open-banking.refusal-writer.js';
import { IdempotencySweeper } from './payments/idempotency.sweeper.js';
import { PaymentsController } from './payments/payments.controller.js';
import { PaymentsService } from './payments/payments.service.js';
import { PaymentsStore } from './payments/payments.store.js';
import { PageCursors } from './transactions/page-cursor.js';
import { PageLinks } from './transactions/page-links.js';
import { TransactionsController } from './transactions/transactions.controller.js';
import { TransactionsService } from './transactions/transactions.service.js';
import { TransactionsStore } from './transactions/transactions.store.js';

const schema = 'resource_server';

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
          refusalWriter: {
            provide: RefusalWriter,
            useValue: refusalWriter,
          },
        }),
        ProtectedResourceModule.register({
          baseUrl,
          mutualTlsUrl: settings.SANDBANK_RESOURCE_SERVER_MTLS_URL,
          apiPath,
          nonceKey: deriveKey(secret, 'dpop nonces'),
          certificateAuthority: settings.SANDBANK_CA_FILE,
          scopes: [...authorizationDetailsScopes, 'rejections'],
          authorizationDetailsTypes: authorizationDetailsTypesSupported,
          banks: BankDirectory,
          denials: AccessRecorder,
        }),
      ],
      controllers: [
        AccountsController,
        BalancesController,
        TransactionsController,
        PaymentsController,
        ...consentsControllers,
        FundsController,
        CustomerAccountsController,
        ReceiptsController,
        rejectionsController({
          server: 'resource-server',
          portalUrl: settings.SANDBANK_PORTAL_URL,
        }),
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: PageCursors, useValue: new PageCursors(secret) },
        AccountsService,
        BalancesService,
        TransactionsService,
        TransactionsStore,
        PageLinks,
        PaymentsService,
        PaymentsStore,
        IdempotencySweeper,
        ConsentsService,
        ConsentsStore,
        FundsService,
        CustomerAccountsService,
        ReceiptsService,
        { provide: AccessRecorder, useExisting: AccessDenials },
      ],
    };
  }
}
