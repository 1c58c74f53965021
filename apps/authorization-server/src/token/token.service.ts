import { Injectable } from '@nestjs/common';
import { randomUuid, signJws } from '@sandbank/crypto';
import { spaceDelimited, type AuthorizationDetail } from '@sandbank/oauth';
import { confirmation, type Confirmation } from '../client-authentication/confirmation.js';
import type { OAuthRequest } from '../client-authentication/oauth-request.js';
import { idTokenKeyFor } from '../issuer/issuer.js';
import { audienceClaim, audienceOf } from './audience.js';
import { sca, scaMethods } from './authentication-context.js';
import { signInClaims, type AskedOfSignIn } from './sign-in-claims.js';

/** Body of a successful answer of the token endpoint (RFC 6749 5.1, RFC 9396 7, GM-5.5); `expires_in` in seconds. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: 'DPoP' | 'Bearer';
  readonly expires_in: number;
  readonly scope?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly authorization_details?: readonly AuthorizationDetail[];
  /** In every answer that stands on a grant (GM-5.5). */
  readonly grant_id?: string;
}

/** What tokens are about. */
export interface TokenSubject {
  /** The customer, or the client itself (RFC 9068 2.2). */
  readonly subject: string;
  readonly scope: string;
  /** Whether the customer's identity was asked for; by default, whether `scope` has `openid`. */
  readonly withIdToken?: boolean;
  /** The customer's sign-in; absent for the client's own tokens. */
  readonly authenticatedAt?: Date;
  readonly grantId?: string;
  readonly authorizationDetails: readonly AuthorizationDetail[];
  /** `resource` of the authorization request (RFC 8707 2.1). */
  readonly resource?: string | undefined;
  /** The nonce of the authorization request, for the ID token (OpenID Connect Core 2). */
  readonly nonce?: string | undefined;
  /** What the authorization request asked about the sign-in, for the ID token. */
  readonly asked?: AskedOfSignIn;
  readonly refreshToken?: string | undefined;
}

const nothingAsked: AskedOfSignIn = { claims: undefined, maxAgeSeconds: undefined };

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** Makes tokens: access tokens as RFC 9068 has them, bound to the DPoP key or the certificate of the request. */
@Injectable()
export class TokenService {
  async issue(request: OAuthRequest, about: TokenSubject): Promise<TokenResponse> {
    const { scope, authorizationDetails, refreshToken, grantId } = about;
    const { withIdToken = spaceDelimited(scope).includes('openid'), authenticatedAt } = about;
    const cnf = confirmation(request);
    return {
      access_token: await this.accessToken(request, about, cnf),
      // RFC 9449 5, and RFC 8705 3, which has no type of its own.
      token_type: 'jkt' in cnf ? 'DPoP' : 'Bearer',
      expires_in: request.issuer.profile.limits.accessTokenSeconds,
      ...(scope !== '' && { scope }),
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
      ...(withIdToken &&
        authenticatedAt && { id_token: await this.idToken(request, about, authenticatedAt) }),
      ...(authorizationDetails.length > 0 && { authorization_details: authorizationDetails }),
      ...(grantId !== undefined && { grant_id: grantId }),
    };
  }

  private accessToken(
    { issuer, client, params, now }: OAuthRequest,
    about: TokenSubject,
    cnf: Confirmation,
  ): Promise<string> {
    const { subject, scope, grantId, authenticatedAt, authorizationDetails } = about;
    const iat = seconds(now);
    const audience = audienceOf(issuer, {
      ...{ resource: params['resource'], granted: about.resource, scope },
    });
    return signJws({
      key: issuer.accessTokenKey,
      header: { typ: 'at+jwt' },
      payload: {
        iss: issuer.url,
        aud: audienceClaim(audience),
        sub: subject,
        client_id: client.metadata.client_id,
        iat,
        exp: iat + issuer.profile.limits.accessTokenSeconds,
        jti: randomUuid(),
        cnf,
        ...(scope !== '' && { scope }),
        ...(grantId !== undefined && { grant_id: grantId }),
        ...(authenticatedAt && { auth_time: seconds(authenticatedAt), acr: sca, amr: scaMethods }),
        ...(authorizationDetails.length > 0 && { authorization_details: authorizationDetails }),
      },
    });
  }

  private idToken(
    { issuer, client, now }: OAuthRequest,
    { subject, nonce, asked }: TokenSubject,
    authenticatedAt: Date,
  ): Promise<string> {
    const iat = seconds(now);
    return signJws({
      key: idTokenKeyFor(issuer, client.metadata),
      header: { typ: 'JWT' },
      payload: {
        iss: issuer.url,
        sub: subject,
        aud: client.metadata.client_id,
        iat,
        exp: iat + issuer.profile.limits.idTokenSeconds,
        ...signInClaims(authenticatedAt, asked ?? nothingAsked),
        ...(nonce !== undefined && { nonce }),
      },
    });
  }
}
