import { generateSigningKey, importSigningKey, signJwsSync } from '@sandbank/crypto';
import { AccessTokens } from './access-tokens.js';

const signingKey = async () => importSigningKey((await generateSigningKey('ES256')).privateJwk);

describe('AccessTokens', () => {
  it('answers the same object again only for a token that was verified', async () => {
    const tokens = new AccessTokens();
    const jwt = signJwsSync({ header: {}, payload: { a: 1 }, key: await signingKey() });
    const first = tokens.decode(jwt);
    expect(tokens.decode(jwt)).not.toBe(first);
    tokens.rememberVerified(jwt, first);
    expect(tokens.decode(jwt)).toBe(first);
    expect(tokens.decode(`${jwt.slice(0, -4)}AAAA`)).not.toBe(first);
  });

  it('refuses what is no JWT', () => {
    expect(() => new AccessTokens().decode('opaque')).toThrow(
      expect.objectContaining({ error: 'invalid_token', clause: 'RFC9068-4' }),
    );
  });

  it('remembers no more than its bounds allow', async () => {
    const tokens = new AccessTokens();
    const key = await signingKey();
    const large = (index: number) =>
      signJwsSync({ header: {}, payload: { index, pad: 'x'.repeat(9000) }, key });
    const jwts = Array.from({ length: 900 }, (_, index) => large(index));
    const kept = jwts.map((jwt) => tokens.decode(jwt));
    for (const [index, jwt] of jwts.entries()) tokens.rememberVerified(jwt, kept[index]!);
    expect(tokens.decode(jwts[0]!)).not.toBe(kept[0]);
    expect(tokens.decode(jwts.at(-1)!)).toBe(kept.at(-1));
  });
});
