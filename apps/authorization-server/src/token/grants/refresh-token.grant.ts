import { Inject, Injectable } from '@nestjs/common';
import { enforce } from '@sandbank/fapi-policy';
import { spaceDelimited, traceTo } from '@sandbank/oauth';
import { tokenContext, type OAuthRequest } from '../../client-authentication/oauth-request.js';
import { grantedDetails, heldTypes } from '../granted-details.js';
import { RefreshTokenStore } from '../refresh-token.store.js';
import type { Grant } from '../token-endpoint.js';
import { TokenService, type TokenResponse } from '../token.service.js';

/** Refreshes an access token (RFC 6749 6). The refresh token stays as it is (SP-5.3.2.1-9). */
@Injectable()
export class RefreshTokenGrant implements Grant {
  constructor(
    @Inject(RefreshTokenStore) private readonly refreshTokens: RefreshTokenStore,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  async answer(request: OAuthRequest): Promise<TokenResponse> {
    const { params, issuer, client, now, admission } = request;
    const { refreshTokenInactivitySeconds } = issuer.profile.limits;
    const token = await this.refreshTokens.use(
      params['refresh_token'] ?? '',
      admission,
      now,
      refreshTokenInactivitySeconds,
    );
    if (token?.clientId === client.metadata.client_id) traceTo({ grantId: token.grantId });
    enforce(issuer.profile.refresh, {
      ...tokenContext(request, token?.resource),
      refreshToken: token && {
        clientId: token.clientId,
        scope: token.scope,
        detailTypes: heldTypes(request, token.grant),
        expiresAtSeconds: token.expiresAt.getTime() / 1000,
        lastUsedAtSeconds: token.lastUsedAt.getTime() / 1000,
        active: token.active,
      },
    });
    if (token?.grant === undefined) throw new Error('a rule let an unknown refresh token pass');
    const { scope } = params;
    return this.tokens.issue(request, {
      subject: token.customerId,
      scope: spaceDelimited(scope ?? token.scope).join(' '),
      authenticatedAt: token.authenticatedAt,
      grantId: token.grantId,
      authorizationDetails: grantedDetails(request, token.grant, {
        scope,
        resource: token.resource,
      }),
      resource: token.resource,
    });
  }
}
