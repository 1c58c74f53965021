import { AuthorizationCodeStore } from './authorization-code.store.js';
import { AuthorizationCodeGrant } from './grants/authorization-code.grant.js';
import { ClientCredentialsGrant } from './grants/client-credentials.grant.js';
import { RefreshTokenGrant } from './grants/refresh-token.grant.js';
import { RefreshTokenStore } from './refresh-token.store.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenController } from './token.controller.js';
import { TokenService } from './token.service.js';

/** The token endpoint: one provider for each grant type, and the stores of what it redeems. */
export const tokenParts = {
  controllers: [TokenController],
  providers: [
    TokenEndpoint,
    TokenService,
    AuthorizationCodeGrant,
    RefreshTokenGrant,
    ClientCredentialsGrant,
    AuthorizationCodeStore,
    RefreshTokenStore,
  ],
};
