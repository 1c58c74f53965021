import { Inject, Injectable } from '@nestjs/common';
import { enforce } from '@sandbank/fapi-policy';
import { invalidScope, spaceDelimited } from '@sandbank/oauth';
import { Database } from '@sandbank/platform';
import { assertAdmitted, spendAdmission } from '../../client-authentication/admission.js';
import { tokenContext, type OAuthRequest } from '../../client-authentication/oauth-request.js';
import type { Grant } from '../token-endpoint.js';
import { TokenService, type TokenResponse } from '../token.service.js';

/** Gives a client a token of its own (RFC 6749 4.4): no customer, no consent, no refresh token. */
@Injectable()
export class ClientCredentialsGrant implements Grant {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TokenService) private readonly tokens: TokenService,
  ) {}

  async answer(request: OAuthRequest): Promise<TokenResponse> {
    const { params, issuer, client } = request;
    enforce(issuer.profile.clientCredentials, tokenContext(request));
    const scopes = spaceDelimited(params['scope'] ?? client.metadata.scope);
    // An ID token tells about a customer, and here is none (OpenID Connect Core 3.1.2.1).
    if (params['scope'] !== undefined && scopes.includes('openid')) {
      throw invalidScope('openid needs a customer').citing('OIDC-3.1.2.1');
    }
    assertAdmitted(await spendAdmission(request.admission, this.database));
    return this.tokens.issue(request, {
      subject: client.metadata.client_id,
      scope: scopes.filter((scope) => scope !== 'openid').join(' '),
      authorizationDetails: [],
    });
  }
}
