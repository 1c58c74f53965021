import type { PublicJwk, SigningKey } from '@sandbank/crypto';
import type { FapiProfile } from '@sandbank/fapi-policy';

/** A bank as the authorization server serves it; a change of the bank or its keys makes another object. */
export interface Issuer {
  readonly slug: string;
  readonly name: string;
  readonly tagline: string;
  /** The issuer identifier, `{base}/{slug}` (RFC 8414 2). */
  readonly url: string;
  /** The resource server's identifier for this bank, the audience of its access tokens. */
  readonly resourceBase: string;
  readonly profile: FapiProfile;
  /** Days after which access to accounts needs a new sign-in; it lasts as long as it was agreed to when absent. */
  readonly reauthenticationDays?: number | undefined;
  readonly accessTokenKey: SigningKey;
  /** Signs the ID tokens of clients that chose no algorithm. */
  readonly idTokenKey: SigningKey;
  /** One key for each algorithm that a client may choose for its ID tokens. */
  readonly idTokenKeys: ReadonlyMap<string, SigningKey>;
  /** Signs the bank's questions to its own resource server. */
  readonly bankInternalKey: SigningKey;
  /** Signs the checkpoints of the bank's governance record. */
  readonly auditKey: SigningKey;
  /** Every key that verifies what the bank signed or is about to sign. */
  readonly publicKeys: readonly PublicJwk[];
  /** The published set, ready to be sent, with its entity tag. */
  readonly jwks: { readonly body: string; readonly etag: string };
}

/** The key for an ID token to a client (`id_token_signed_response_alg`, OpenID Connect Registration 2). */
export function idTokenKeyFor(
  issuer: Pick<Issuer, 'idTokenKey' | 'idTokenKeys'>,
  client: { readonly id_token_signed_response_alg?: string | undefined },
): SigningKey {
  const { id_token_signed_response_alg: alg } = client;
  const key = alg === undefined ? issuer.idTokenKey : issuer.idTokenKeys.get(alg);
  if (key === undefined) throw new Error(`there is no key for ID tokens in ${String(alg)}`);
  return key;
}
