import type { PublicJwk, SigningKey } from '@sandbank/crypto';
import type { FapiProfile } from '@sandbank/fapi-policy';

/** A bank as the authorization server serves it. */
export interface Issuer {
  readonly slug: string;
  readonly name: string;
  readonly tagline: string;
  /** The issuer identifier, `{base}/{slug}` (RFC 8414 2). */
  readonly url: string;
  /** The resource server's identifier for this bank, the audience of its access tokens. */
  readonly resourceBase: string;
  readonly profile: FapiProfile;
  readonly accessTokenKey: SigningKey;
  readonly idTokenKey: SigningKey;
  /** Signs the bank's questions to its own resource server. */
  readonly bankInternalKey: SigningKey;
  readonly publicKeys: readonly PublicJwk[];
}
