import type { DecodedJws, DpopProof, JwkSet } from '@sandbank/crypto';
import type { ClientMetadata, OAuthParameters } from '@sandbank/oauth';
import type { ProfileLimits } from './profile.js';

/** What every check may ask: whose server this is, how late it is, and the profile's numbers. */
export interface PolicyContext {
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  readonly limits: ProfileLimits;
}

/** A request whose client presents a client assertion (RFC 7523 2.2). */
export interface ClientAuthenticationContext extends PolicyContext {
  readonly params: OAuthParameters;
  /** True when an `Authorization` header came along. */
  readonly authorizationHeader: boolean;
  readonly client: ClientMetadata;
  readonly clientKeys: JwkSet;
  readonly assertion: DecodedJws;
}

/** A DPoP proof and the request it came with (RFC 9449 4.3). */
export interface ProofContext extends PolicyContext {
  readonly proof: DpopProof;
  readonly method: string;
  /** The URL of this request as the server knows itself, without query. */
  readonly url: string;
  readonly nonceIsAccepted: (nonce: string) => boolean;
}

/** A pushed authorization request of an authenticated client (RFC 9126 2.1). */
export interface PushContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  readonly proof: DpopProof | undefined;
  /** Identifiers that `resource` may name (RFC 8707 2). */
  readonly resources: readonly string[];
}

/** A pushed request that a browser brings to the authorization endpoint (RFC 9126 4). */
export interface AuthorizeContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata | undefined;
  readonly pushed:
    | {
        readonly clientId: string;
        readonly expiresAtSeconds: number;
        readonly consumed: boolean;
      }
    | undefined;
}

/** Any token request of an authenticated client. */
export interface TokenContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  readonly proof: DpopProof | undefined;
  /** Identifiers that `resource` may name (RFC 8707 2). */
  readonly resources: readonly string[];
}

/** A token request that redeems an authorization code (RFC 6749 4.1.3). */
export interface CodeExchangeContext extends TokenContext {
  readonly code:
    | {
        readonly clientId: string;
        readonly redirectUri: string;
        readonly codeChallenge: string;
        readonly dpopJkt: string | undefined;
        readonly expiresAtSeconds: number;
        readonly consumed: boolean;
      }
    | undefined;
}

/** A token request that presents a refresh token (RFC 6749 6). */
export interface RefreshContext extends TokenContext {
  readonly refreshToken:
    | {
        readonly clientId: string;
        readonly scope: string;
        readonly expiresAtSeconds: number;
        /** False once grant, consent or token was revoked or has expired. */
        readonly active: boolean;
      }
    | undefined;
}

/** A call of a protected resource (RFC 9068 4, RFC 9449 7.1). */
export interface ResourceContext extends PolicyContext {
  /** The authentication scheme as sent, lower case. */
  readonly scheme: string;
  readonly accessToken: string;
  /** True when the query of the URL carries an `access_token` too. */
  readonly tokenInQuery: boolean;
  readonly token: DecodedJws;
  readonly issuerKeys: JwkSet;
  /** The identifier of this resource server for the bank called. */
  readonly audience: string;
  readonly method: string;
  readonly url: string;
  readonly proof: DpopProof | undefined;
  readonly nonceIsAccepted: (nonce: string) => boolean;
}
