import { Inject, Injectable } from '@nestjs/common';
import { ConsentStore, enrichedDetails } from '@sandbank/consent';
import { enforce } from '@sandbank/fapi-policy';
import { tokenContext, type OAuthRequest } from '../../client-authentication/oauth-request.js';
import { RefreshTokenStore } from '../refresh-token.store.js';
import type { Grant } from '../token-endpoint.js';
import { TokenService, type TokenResponse } from '../token.service.js';

/** Refreshes an access token (RFC 6749 6). The refresh token stays as it is (SP-5.3.2.1-9). */
@Injectable()
export class RefreshTokenGrant implements Grant {
  constructor(
    @Inject(RefreshTokenStore) private readonly refreshTokens: RefreshTokenStore,
    @Inject(ConsentStore) private readonly consents: ConsentStore,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  async answer(request: OAuthRequest): Promise<TokenResponse> {
    const { params, issuer, now } = request;
    const token = await this.refreshTokens.use(params['refresh_token'] ?? '', request.admission);
    const grant = token && (await this.consents.grantOf(token.grantId, now));
    const living = grant?.consents.filter(({ status }) => status === 'AUTHORISED') ?? [];
    const consentsLive = grant?.consents.length === 0 || living.length > 0;
    enforce(issuer.profile.refresh, {
      ...tokenContext(request, token?.resource),
      refreshToken: token && {
        clientId: token.clientId,
        scope: token.scope,
        expiresAtSeconds: token.expiresAt.getTime() / 1000,
        active: !token.revoked && grant?.status === 'ACTIVE' && consentsLive,
      },
    });
    if (token === undefined) throw new Error('a rule let an unknown refresh token pass');
    return this.tokens.issue(request, {
      subject: token.customerId,
      scope: params['scope'] ?? token.scope,
      authenticatedAt: token.authenticatedAt,
      grantId: token.grantId,
      authorizationDetails: enrichedDetails(living),
      resource: token.resource,
    });
  }
}
