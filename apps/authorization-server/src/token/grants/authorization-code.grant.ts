import { Inject, Injectable } from '@nestjs/common';
import { enforce } from '@sandbank/fapi-policy';
import { invalidGrant, spaceDelimited, traceTo } from '@sandbank/oauth';
import { Database } from '@sandbank/platform';
import { assertAdmitted, spendAdmission } from '../../client-authentication/admission.js';
import { tokenContext, type OAuthRequest } from '../../client-authentication/oauth-request.js';
import { newOpaqueValue } from '../../opaque-reference.js';
import type { AuthorizationCode } from '../authorization-code.js';
import { AuthorizationCodeStore } from '../authorization-code.store.js';
import { grantedDetails } from '../granted-details.js';
import { RefreshTokenStore } from '../refresh-token.store.js';
import type { Grant } from '../token-endpoint.js';
import { TokenService, type TokenResponse } from '../token.service.js';

/** Redeems an authorization code (RFC 6749 4.1.3). */
@Injectable()
export class AuthorizationCodeGrant implements Grant {
  constructor(
    @Inject(AuthorizationCodeStore) private readonly codes: AuthorizationCodeStore,
    @Inject(RefreshTokenStore) private readonly refreshTokens: RefreshTokenStore,
    @Inject(TokenService) private readonly tokens: TokenService,
    @Inject(Database) private readonly database: Database,
  ) {}

  async answer(request: OAuthRequest, interactionId: string): Promise<TokenResponse> {
    const { params, issuer, client, now } = request;
    const code = await this.codes.find(issuer.slug, params['code'] ?? '');
    if (code?.clientId === client.metadata.client_id) traceTo(code);
    if (code?.consumed === true && code.clientId === client.metadata.client_id) {
      // A recorded request sent again proves nothing about the code: it must not end the grant.
      assertAdmitted(await spendAdmission(request.admission, this.database));
      await this.endGrant(code, now, interactionId);
    }
    enforce(issuer.profile.codeExchange, {
      ...tokenContext(request, code?.resource),
      code: code && { ...code, expiresAtSeconds: code.expiresAt.getTime() / 1000 },
    });
    if (code?.grant === undefined) throw new Error('a rule let an unknown code pass');
    // Before the code is used up: a request that asks for too much may be sent again.
    const authorizationDetails = grantedDetails(request, code.grant, { resource: code.resource });
    const refresh = newRefreshToken(request);
    const redemption = await this.codes.redeem(code, request.admission, now, refresh);
    if (redemption === 'used before') {
      await this.endGrant(code, now, interactionId);
      throw invalidGrant('the authorization code was used before').citing('SP-5.3.2.2-9');
    }
    if (redemption === 'without a grant') {
      throw invalidGrant('the grant of the authorization code has ended or was changed').citing(
        'GM-5.6',
      );
    }
    return this.tokens.issue(request, {
      subject: code.customerId,
      scope: code.grant.scopes.join(' '),
      withIdToken: spaceDelimited(code.scope).includes('openid'),
      authenticatedAt: code.authenticatedAt,
      grantId: code.grantId,
      authorizationDetails,
      resource: code.resource,
      nonce: code.nonce,
      asked: code,
      refreshToken: refresh?.value,
    });
  }

  /** A code that comes twice may be in wrong hands: all that came of it ends (RFC 6749 4.1.2). */
  private async endGrant(code: AuthorizationCode, now: Date, interactionId: string): Promise<void> {
    const reason = 'its authorization code was presented twice';
    await this.refreshTokens.endGrant(code.grantId, {
      ...{ now, by: 'authorization-server', surface: 'token', reason, interactionId },
    });
  }
}

/** A refresh token for a client that may use one: its value, and the digest to store. */
function newRefreshToken({ client, issuer, now }: OAuthRequest) {
  if (!client.metadata.grant_types.includes('refresh_token')) return undefined;
  const { value, reference } = newOpaqueValue(now);
  const { refreshTokenSeconds } = issuer.profile.limits;
  return { value, reference, expiresAt: new Date(now.getTime() + refreshTokenSeconds * 1000) };
}
