import type { ClientCertificate, DecodedJws, DpopProof, JwkSet } from '@sandbank/crypto';
import type { ClientMetadata, OAuthParameters, TokenEndpointAuthMethod } from '@sandbank/oauth';
import type { ClaimsRequest } from './claims-parameter.js';
import type { ProfileLimits } from './profile.js';

/** What every check may ask: whose server this is, how late it is, and the profile's numbers. */
export interface PolicyContext {
  readonly issuer: string;
  /** Seconds since 1970. */
  readonly nowSeconds: number;
  readonly limits: ProfileLimits;
}

/** A request whose client must authenticate, by whatever method. */
export interface ClientAuthenticationContext extends PolicyContext {
  readonly params: OAuthParameters;
  /** True when an `Authorization` header came along. */
  readonly authorizationHeader: boolean;
  readonly client: ClientMetadata;
  /** The method that the request uses; `none` when it carries neither assertion nor certificate. */
  readonly method: TokenEndpointAuthMethod | 'none';
  /** Why the authority of the certificate that the request shows does not stand by it; absent when it does. */
  readonly disowned?: string | undefined;
}

/** A request whose client presents a client assertion (RFC 7523 2.2). */
export interface AssertionContext extends ClientAuthenticationContext {
  readonly clientKeys: JwkSet;
  readonly assertion: DecodedJws;
}

/** A request whose client presents a certificate on its TLS connection (RFC 8705 2). */
export interface CertificateContext extends ClientAuthenticationContext {
  readonly certificate: ClientCertificate;
  /** True when an authority that the server trusts for clients vouches for it, at this time. */
  readonly isTrusted: boolean;
  /** True when the directory issued it, whose word is good for the software in it and for no other name. */
  readonly isOfDirectory?: boolean;
  /** Thumbprints of the certificates that the client registered (RFC 8705 2.2). */
  readonly registeredCertificates: readonly string[];
}

/** A request of an authenticated client, before anything is made of its DPoP proof. */
export interface ConstraintContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  /** True when a `DPoP` header came along, whatever is in it. */
  readonly dpopHeader: boolean;
}

/** A DPoP proof and the request it came with (RFC 9449 4.3). */
export interface ProofContext extends PolicyContext {
  readonly proof: DpopProof;
  readonly method: string;
  /** The URL of this request as the server knows itself, without query. */
  readonly url: string;
  readonly nonceIsAccepted: (nonce: string) => boolean;
}

/** The grant that `grant_id` names, as it stands. */
export interface NamedGrant {
  readonly clientId: string;
  readonly customerId: string;
  readonly active: boolean;
  /** How many permissions live in it. */
  readonly livingConsents: number;
}

/** A pushed authorization request of an authenticated client (RFC 9126 2.1). */
export interface PushContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  readonly proof: DpopProof | undefined;
  /** The certificate of this connection, whoever issued it. */
  readonly certificate: ClientCertificate | undefined;
  /** Identifiers that `resource` may name (RFC 8707 2). */
  readonly resources: readonly string[];
  /** The ID token that came as `id_token_hint`; nothing in it is verified yet. */
  readonly idTokenHint: DecodedJws | undefined;
  /** Every key with which this bank may have signed an ID token. */
  readonly issuerKeys: JwkSet;
  /** Undefined where `grant_id` names none of this bank. */
  readonly grant: NamedGrant | undefined;
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
        readonly redirectUri: string;
        /** True when another browser opened it first and has kept our cookie since. */
        readonly openedElsewhere: boolean;
      }
    | undefined;
}

/** A pushed request at any moment from its customer's arrival to the decision; what it refuses, the client is told. */
export interface DecisionContext extends PolicyContext {
  /** As pushed. */
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  /** The types of its authorization details. */
  readonly detailTypes: readonly string[];
  readonly claims: ClaimsRequest | undefined;
  /** From the request, else the client's default. */
  readonly maxAgeSeconds: number | undefined;
  /** The customer whom the client means, when it names one. */
  readonly expectedSubject: string | undefined;
  /** What a sign-in at this bank reaches. */
  readonly acrValues: readonly string[];
  /** The grant that is to be added to or replaced, as it stands now. */
  readonly grant: NamedGrant | undefined;
  /** The customer's sign-in for this request; undefined before it. */
  readonly signIn:
    { readonly subject: string; readonly authenticatedAtSeconds: number } | undefined;
}

/** Any token request of an authenticated client. */
export interface TokenContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
  readonly proof: DpopProof | undefined;
  /** The certificate of this connection, whoever issued it. */
  readonly certificate: ClientCertificate | undefined;
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
        /** False once its grant has ended, holds nothing any more, or was approved anew. */
        readonly active: boolean;
      }
    | undefined;
}

/** A token request that presents a refresh token (RFC 6749 6). */
export interface RefreshContext extends TokenContext {
  readonly refreshToken:
    | {
        readonly clientId: string;
        readonly scope: string;
        /** Types of the details that the new token would stand for; empty where the request names details itself. */
        readonly detailTypes: readonly string[];
        readonly expiresAtSeconds: number;
        readonly lastUsedAtSeconds: number;
        /** False once grant, consent or token was revoked or has expired. */
        readonly active: boolean;
      }
    | undefined;
}

/** A request about a token that the caller holds or was shown (RFC 7009 2.1, RFC 7662 2.1). */
export interface PresentedTokenContext extends PolicyContext {
  readonly params: OAuthParameters;
  readonly client: ClientMetadata;
}

/** A call of a protected resource (RFC 9068 4, RFC 9449 7.1, RFC 8705 3). */
export interface ResourceContext extends PolicyContext {
  /** The authentication scheme as sent, lower case. */
  readonly scheme: string;
  readonly accessToken: string;
  /** True when the query of the URL carries an `access_token` too. */
  readonly tokenInQuery: boolean;
  readonly token: DecodedJws;
  readonly issuerKeys: JwkSet;
  /** The identifier of this resource server for the bank called, or several, any of which will do (RFC 9068 4). */
  readonly audience: string | readonly string[];
  readonly method: string;
  readonly url: string;
  readonly proof: DpopProof | undefined;
  /** The certificate of this connection, whoever issued it (RFC 8705 6.2). */
  readonly certificate: ClientCertificate | undefined;
  /** Why the authority of that certificate does not stand by it; absent when it does. */
  readonly disowned?: string | undefined;
  readonly nonceIsAccepted: (nonce: string) => boolean;
}
