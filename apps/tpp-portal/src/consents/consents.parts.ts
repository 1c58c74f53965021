import { ConsentsController } from './consents.controller.js';

/** What customers allowed the applications of developers. */
export const consentsParts = {
  controllers: [ConsentsController],
  providers: [],
};
