/** A cryptographic input that cannot be used; `code` is stable, the message is for developers and never for the wire. */
export abstract class CryptoError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

export type JwkErrorCode =
  | 'jwk_not_object'
  | 'jwk_private'
  | 'jwk_unsupported_kty'
  | 'jwk_unsupported_crv'
  | 'jwk_unsupported_alg'
  | 'jwk_weak'
  | 'jwk_malformed'
  | 'jwk_oversized'
  | 'jwk_set_malformed';

/** A JWK that is refused (RFC 7517, RFC 8725 3.2). */
export class JwkError extends CryptoError {
  constructor(
    override readonly code: JwkErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

export type JwsErrorCode =
  | 'jws_oversized'
  | 'jws_not_three_parts'
  | 'jws_not_base64url'
  | 'jws_not_json_object'
  | 'jws_duplicate_member'
  | 'jws_header_malformed'
  | 'jws_critical_header'
  | 'jws_claim_malformed'
  | 'jws_jwk_missing'
  | 'jws_unsupported_key';

/** A compact JWS that is refused before its signature matters (RFC 7515 5.2). */
export class JwsError extends CryptoError {
  constructor(
    override readonly code: JwsErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

export type CertificateErrorCode =
  | 'certificate_malformed'
  | 'certificate_oversized'
  | 'certificate_weak'
  | 'certificate_no_authority'
  | 'revocation_list_malformed'
  | 'revocation_list_forged';

/** An X.509 certificate or revocation list that cannot be read (RFC 5280 4.1, 5.1). */
export class CertificateError extends CryptoError {
  constructor(
    override readonly code: CertificateErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}
