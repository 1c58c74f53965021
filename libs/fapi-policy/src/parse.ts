import {
  CryptoError,
  decodeDpopProof,
  decodeJws,
  type DecodedJws,
  type DpopProof,
} from '@sandbank/crypto';
import {
  invalidClient,
  invalidDpopProof,
  invalidRequest,
  invalidToken,
  type OAuthError,
} from '@sandbank/oauth';

function parsed<T>(parse: () => T, refuse: (cause: CryptoError) => OAuthError): T {
  try {
    return parse();
  } catch (cause) {
    if (cause instanceof CryptoError) throw refuse(cause);
    throw cause;
  }
}

/** Reads the DPoP header of a request; undefined when there is none. Two proofs are refused (RFC 9449 4.3). */
export function parseDpopProof(header: string | string[] | undefined): DpopProof | undefined {
  if (header === undefined) return undefined;
  // Node joins repeated headers with a comma, which no compact JWS contains.
  const value = Array.isArray(header) ? header.join(',') : header;
  if (value.includes(',')) {
    throw invalidDpopProof('a request carries one DPoP proof').citing('RFC9449-4.3-1');
  }
  return parsed(
    () => decodeDpopProof(value),
    (cause) =>
      invalidDpopProof('the DPoP proof is not a well-formed JWT with a public key', {
        cause,
        received: cause.code,
      }).citing(cause.code === 'jwk_private' ? 'RFC9449-4.3-7' : 'RFC9449-4.3-2'),
  );
}

/** Takes a client assertion apart. */
export function parseClientAssertion(assertion: string): DecodedJws {
  return parsed(
    () => decodeJws(assertion),
    (cause) =>
      invalidClient('the client assertion is not a well-formed JWT', {
        cause,
        received: cause.code,
      }).citing('RFC7523-3'),
  );
}

/** Takes an access token apart. */
export function parseAccessToken(token: string): DecodedJws {
  return parsed(
    () => decodeJws(token),
    (cause) =>
      invalidToken('the access token is malformed', { cause, received: cause.code }).citing(
        'RFC9068-4',
      ),
  );
}

/** Takes an `id_token_hint` apart; undefined when there is none (OpenID Connect Core 3.1.2.1). */
export function parseIdTokenHint(hint: string | undefined): DecodedJws | undefined {
  if (hint === undefined) return undefined;
  return parsed(
    () => decodeJws(hint),
    (cause) =>
      invalidRequest('id_token_hint is not a well-formed JWT', {
        cause,
        received: cause.code,
      }).citing('OIDC-3.1.2.1-id-token-hint'),
  );
}
