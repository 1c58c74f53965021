import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

import { ecdsaFromDer, ecdsaSignatureBytes, ecdsaToDer } from './ecdsa-signature.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const message = (round: number) => Buffer.from(`message ${round}`);

describe('an ES256 signature', () => {
  it('in DER becomes the 64 bytes that Node itself verifies, short numbers included', () => {
    const lengths = new Set<number>();
    for (let round = 0; round < 1500; round += 1) {
      const der = sign('sha256', message(round), privateKey);
      lengths.add(der.length);
      const raw = ecdsaFromDer(der);
      expect(raw).toHaveLength(ecdsaSignatureBytes);
      const options = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
      expect(verify('sha256', message(round), options, raw)).toBe(true);
      expect(ecdsaToDer(raw)).toEqual(der);
    }
    // Numbers of fewer than 32 bytes came along, else the test has not seen them.
    expect(lengths.size).toBeGreaterThanOrEqual(3);
    expect(Math.min(...lengths)).toBeLessThan(70);
  });

  it.each([
    ['00'.repeat(32), '020100'],
    [`${'00'.repeat(31)}01`, '020101'],
    [`${'00'.repeat(31)}80`, '02020080'],
    [`${'00'.repeat(30)}7fff`, '02027fff'],
    ['ff'.repeat(32), `022100${'ff'.repeat(32)}`],
    [`7f${'ff'.repeat(31)}`, `02207f${'ff'.repeat(31)}`],
  ])('with the number %s writes it as DER wants: shortest, and positive', (number, integer) => {
    const der = ecdsaToDer(Buffer.from(number + number, 'hex')).toString('hex');
    expect(der).toBe(`30${integer.length.toString(16).padStart(2, '0')}${integer}${integer}`);
    expect(ecdsaFromDer(Buffer.from(der, 'hex')).toString('hex')).toBe(number + number);
  });

  it('of zeros, or of numbers beyond the curve, verifies nothing and throws nothing', () => {
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    for (const byte of [0x00, 0xff, 0x80])
      expect(verify('sha256', message(1), key, ecdsaToDer(Buffer.alloc(64, byte)))).toBe(false);
  });
});
