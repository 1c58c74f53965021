import { createHash } from 'node:crypto';

import { constantTimeEquals, deriveKey, sha256, sha256Base64Url } from './digest.js';

describe('sha256', () => {
  it('answers the vector of FIPS 180 for "abc"', () => {
    expect(sha256('abc').toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('answers the challenge of RFC 7636 appendix B', () => {
    expect(sha256Base64Url('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
  });

  it('takes strings as UTF-8', () => {
    expect(sha256('ü€')).toEqual(createHash('sha256').update(Buffer.from('ü€', 'utf8')).digest());
  });
});

describe('constantTimeEquals', () => {
  it('compares content, whatever the lengths and kinds', () => {
    expect(constantTimeEquals('secret', 'secret')).toBe(true);
    expect(constantTimeEquals('secret', Buffer.from('secret'))).toBe(true);
    expect(constantTimeEquals('secret', 'secreT')).toBe(false);
    expect(constantTimeEquals('secret', 'secret ')).toBe(false);
    expect(constantTimeEquals('', 'x')).toBe(false);
  });
});

describe('deriveKey', () => {
  const secret = Buffer.alloc(32, 7);

  it('answers one key per purpose and secret, of the length asked for', () => {
    expect(deriveKey(secret, 'nonces')).toEqual(deriveKey(secret, 'nonces'));
    expect(deriveKey(secret, 'nonces')).toHaveLength(32);
    expect(deriveKey(secret, 'nonces', 64)).toHaveLength(64);
    expect(deriveKey(secret, 'cookies')).not.toEqual(deriveKey(secret, 'nonces'));
    expect(deriveKey(Buffer.alloc(32, 8), 'nonces')).not.toEqual(deriveKey(secret, 'nonces'));
  });

  it('is HKDF-SHA-256 without salt', async () => {
    const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
    const bits = await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: Buffer.from('nonces') },
      base,
      256,
    );
    expect(deriveKey(secret, 'nonces')).toEqual(Buffer.from(bits));
  });

  it('refuses a master secret below 256 bits', () => {
    expect(() => deriveKey(Buffer.alloc(31), 'nonces')).toThrow(RangeError);
  });
});
