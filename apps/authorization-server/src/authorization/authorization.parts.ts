import { ArrivalService } from './arrival.service.js';
import { AuthorizationService } from './authorization.service.js';
import { AuthorizeController } from './authorize.controller.js';
import { IdTokenHintKeys } from './id-token-hint.keys.js';
import { NamedConsents } from './named-consents.js';
import { ParController } from './par.controller.js';
import { PushedRequestStore } from './pushed-request.store.js';

/** The pushed request, and the browser that brings it. */
export const authorizationParts = {
  controllers: [ParController, AuthorizeController],
  providers: [
    AuthorizationService,
    ArrivalService,
    IdTokenHintKeys,
    NamedConsents,
    PushedRequestStore,
  ],
};
