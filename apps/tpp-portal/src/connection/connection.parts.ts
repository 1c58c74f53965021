import { AccessTokenService } from './access-token.service.js';
import { ConnectionService } from './connection.service.js';
import { ConnectionStore } from './connection.store.js';

/** What the demo app holds of a customer who agreed: tokens, sealed. */
export const connectionParts = {
  controllers: [],
  providers: [AccessTokenService, ConnectionService, ConnectionStore],
};
