import { signJws } from './jws.js';
import { randomUuid } from './random.js';
import type { SigningKey } from './signing-key.js';

export interface ClientAssertionInput {
  readonly clientId: string;
  /** The issuer identifier of the authorization server, and nothing else (SP-5.3.3.1-5). */
  readonly audience: string;
  readonly key: SigningKey;
  readonly now: Date;
  readonly lifetimeSeconds: number;
}

/** Makes a `client_assertion` for `private_key_jwt` (OpenID Connect Core 9, RFC 7523 2.2). */
export function createClientAssertion(input: ClientAssertionInput): Promise<string> {
  const { clientId, audience, key, now, lifetimeSeconds } = input;
  const iat = Math.floor(now.getTime() / 1000);
  return signJws({
    key,
    header: { typ: 'client-authentication+jwt' },
    payload: {
      iss: clientId,
      sub: clientId,
      aud: audience,
      iat,
      exp: iat + lifetimeSeconds,
      jti: randomUuid(),
    },
  });
}
