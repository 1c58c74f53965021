import { ApplicationGuard } from './application.guard.js';
import { ApplicationStore } from './application.store.js';
import { ApplicationsController } from './applications.controller.js';
import { ApplicationsService } from './applications.service.js';
import { DirectoryAccounts } from './directory-accounts.js';
import { ApplicationClients } from './registration/application-clients.js';
import { BankDirectory } from './registration/bank-directory.js';
import { BanksToRegisterController } from './registration/banks-to-register.controller.js';
import { RegistrationClient } from './registration/registration.client.js';
import { RegistrationsController } from './registration/registrations.controller.js';
import { RegistrationsService } from './registration/registrations.service.js';
import { SnippetValues } from './snippets/snippet-values.js';
import { SnippetsController } from './snippets/snippets.controller.js';
import { SoftwareController } from './software/software.controller.js';

/** A developer's applications: software of the directory, and a client at each bank. */
export const applicationsParts = {
  controllers: [
    ApplicationsController,
    BanksToRegisterController,
    RegistrationsController,
    SoftwareController,
    SnippetsController,
  ],
  providers: [
    ApplicationClients,
    ApplicationGuard,
    ApplicationStore,
    ApplicationsService,
    BankDirectory,
    DirectoryAccounts,
    RegistrationClient,
    RegistrationsService,
    SnippetValues,
  ],
};
