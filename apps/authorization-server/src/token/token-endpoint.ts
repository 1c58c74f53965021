import { Inject, Injectable } from '@nestjs/common';
import { enforce } from '@sandbank/fapi-policy';
import { tokenContext, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { AuthorizationCodeGrant } from './grants/authorization-code.grant.js';
import { ClientCredentialsGrant } from './grants/client-credentials.grant.js';
import { RefreshTokenGrant } from './grants/refresh-token.grant.js';
import type { TokenResponse } from './token.service.js';

/** One grant type: what it takes to answer a token request of its kind. */
export interface Grant {
  answer(request: OAuthRequest, interactionId: string): Promise<TokenResponse>;
}

/** The whole switch of the token endpoint; which grant types an issuer serves, its profile says (SP-5.3.2.1-2). */
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
    enforce(request.issuer.profile.token, tokenContext(request));
    const grant = this.grants.get(request.params['grant_type'] ?? '');
    if (grant === undefined) throw new Error('a rule let an unknown grant type pass');
    return grant.answer(request, interactionId);
  }
}
