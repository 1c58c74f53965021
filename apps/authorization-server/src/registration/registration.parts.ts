import { DirectoryKeys } from './directory-keys.js';
import { RegistrationAccess } from './registration-access.js';
import { RegistrationThrottle } from './registration-throttle.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationService } from './registration.service.js';
import { RegistrationStore } from './registration.store.js';
import { SoftwareStatements } from './software-statements.js';

/** What registers clients by the directory's word. */
export const registrationParts = {
  controllers: [RegistrationController],
  providers: [
    RegistrationService,
    RegistrationStore,
    RegistrationAccess,
    RegistrationThrottle,
    SoftwareStatements,
    DirectoryKeys,
  ],
};
