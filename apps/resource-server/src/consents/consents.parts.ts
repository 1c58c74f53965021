import { consentsControllers } from './consent-forms.js';
import { ConsentsService } from './consents.service.js';
import { ConsentsStore } from './consents.store.js';
import { FundsController } from './funds.controller.js';
import { FundsService } from './funds.service.js';

/** Open Banking's own door to consents, and what is asked of them. */
export const consentsParts = {
  controllers: [...consentsControllers, FundsController],
  providers: [ConsentsService, ConsentsStore, FundsService],
};
