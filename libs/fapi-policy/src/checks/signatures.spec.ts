import {
  decodeJws,
  generateSigningKey,
  importSigningKey,
  signJwsSync,
  type JwsAlgorithm,
  type PublicJwk,
} from '@sandbank/crypto';
import { isSameAlgorithm, isSignedBy } from './signatures.js';

const algorithms: readonly JwsAlgorithm[] = ['ES256', 'EdDSA'];

async function signedToken() {
  const { privateJwk, publicJwk } = await generateSigningKey('ES256');
  const key = importSigningKey(privateJwk);
  return { publicJwk, token: decodeJws(signJwsSync({ header: {}, payload: { a: 1 }, key })) };
}
const setOf = (...keys: PublicJwk[]) => ({ keys });

describe('isSignedBy', () => {
  it('finds the key that signed, the first time and every time', async () => {
    const { token, publicJwk } = await signedToken();
    for (let call = 0; call < 3; call += 1)
      expect(isSignedBy(token, setOf(publicJwk), algorithms)).toBe(true);
  });

  it('remembers for whom a signature was good, and for no one else', async () => {
    const [{ token, publicJwk }, stranger] = [await signedToken(), await signedToken()];
    expect(isSignedBy(token, setOf(publicJwk), algorithms)).toBe(true);
    const disguised = { ...stranger.publicJwk, kid: publicJwk.kid! };
    expect(isSignedBy(token, setOf(disguised), algorithms)).toBe(false);
    expect(isSignedBy(token, setOf(), algorithms)).toBe(false);
    expect(isSignedBy(token, setOf(disguised, publicJwk), algorithms)).toBe(true);
  });

  it('asks for the algorithm each time', async () => {
    const { token, publicJwk } = await signedToken();
    expect(isSignedBy(token, setOf(publicJwk), algorithms)).toBe(true);
    expect(isSignedBy(token, setOf(publicJwk), ['PS256'])).toBe(false);
    expect(isSignedBy(token, setOf({ ...publicJwk, use: 'enc' }), algorithms)).toBe(false);
  });

  it('does not remember a signature as good that was not', async () => {
    const { token, publicJwk } = await signedToken();
    const forged = { ...token, payload: { a: 2 }, signingInput: Buffer.from('other') };
    expect(isSignedBy(token, setOf(publicJwk), algorithms)).toBe(true);
    for (let call = 0; call < 2; call += 1)
      expect(isSignedBy(forged, setOf(publicJwk), algorithms)).toBe(false);
  });
});

describe('isSameAlgorithm', () => {
  it('takes EdDSA and Ed25519 for one', () => {
    expect(isSameAlgorithm('EdDSA', 'Ed25519')).toBe(true);
    expect(isSameAlgorithm('Ed25519', 'Ed25519')).toBe(true);
    expect(isSameAlgorithm('ES256', 'Ed25519')).toBe(false);
  });
});
