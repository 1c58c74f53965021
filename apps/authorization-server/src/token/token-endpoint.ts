import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest, unsupportedGrantType } from '@sandbank/oauth';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import { AuthorizationCodeGrant } from './grants/authorization-code.grant.js';
import { ClientCredentialsGrant } from './grants/client-credentials.grant.js';
import { RefreshTokenGrant } from './grants/refresh-token.grant.js';
import type { TokenResponse } from './token.service.js';

/** One grant type: what it takes to answer a token request of its kind. */
export interface Grant {
  answer(request: OAuthRequest, interactionId: string): Promise<TokenResponse>;
}

/** The whole switch of the token endpoint: what is not here is not supported (SP-5.3.2.1-2). */
@Injectable()
export class TokenEndpoint {
  private readonly grants: ReadonlyMap<string, Grant>;

  constructor(
    @Inject(AuthorizationCodeGrant) authorizationCode: AuthorizationCodeGrant,
    @Inject(RefreshTokenGrant) refreshToken: RefreshTokenGrant,
    @Inject(ClientCredentialsGrant) clientCredentials: ClientCredentialsGrant,
  ) {
    this.grants = new Map<string, Grant>([
      ['authorization_code', authorizationCode],
      ['refresh_token', refreshToken],
      ['client_credentials', clientCredentials],
    ]);
  }

  answer(request: OAuthRequest, interactionId: string): Promise<TokenResponse> {
    const grantType = request.params['grant_type'];
    if (grantType === undefined) throw invalidRequest('grant_type is required');
    const grant = this.grants.get(grantType);
    if (grant === undefined) {
      throw unsupportedGrantType('grant_type is not supported', {
        expected: [...this.grants.keys()],
        received: grantType,
      }).citing('SP-5.3.2.1-2');
    }
    return grant.answer(request, interactionId);
  }
}
