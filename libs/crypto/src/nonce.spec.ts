import { randomBytes } from 'node:crypto';

import fc from 'fast-check';

import { DpopNonces } from './nonce.js';

const key = randomBytes(32);
const options = { periodSeconds: 60, periodsAccepted: 3 };
const noncesOf = (secret = key) => new DpopNonces(secret, options);

describe('DpopNonces', () => {
  it('hands out one nonce per period and another in the next', () => {
    const nonces = noncesOf();
    expect(nonces.current(600)).toBe(nonces.current(659));
    expect(nonces.current(660)).not.toBe(nonces.current(659));
    expect(Buffer.from(nonces.current(600), 'base64url')).toHaveLength(16);
  });

  it('takes a nonce in its own period and the two after it, in every process with the key', () => {
    const issued = noncesOf().current(600);
    for (const at of [600, 659, 660, 779]) expect(noncesOf().accepts(issued, at)).toBe(true);
    expect(noncesOf().accepts(issued, 780)).toBe(false);
  });

  it('takes a nonce of a process whose clock runs one period ahead, and not of one two ahead', () => {
    expect(noncesOf().accepts(noncesOf().current(660), 659)).toBe(true);
    expect(noncesOf().accepts(noncesOf().current(720), 659)).toBe(false);
  });

  it('refuses the nonces of another key', () => {
    expect(noncesOf().accepts(noncesOf(randomBytes(32)).current(600), 600)).toBe(false);
  });

  it('refuses every other spelling and every flipped bit', () => {
    const nonce = noncesOf().current(600);
    for (const other of [
      '',
      `${nonce}=`,
      `${nonce}A`,
      nonce.slice(1),
      `${nonce} `,
      `${nonce}.${nonce}`,
    ])
      expect(noncesOf().accepts(other, 600)).toBe(false);
    for (let at = 0; at < nonce.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = String.fromCharCode(nonce.charCodeAt(at) ^ (1 << bit));
        expect(noncesOf().accepts(nonce.slice(0, at) + flipped + nonce.slice(at + 1), 600)).toBe(
          false,
        );
      }
  });

  it('takes exactly the periods it says, at any time and with any options', () => {
    const time = fc.integer({ min: 0, max: 2 ** 40 });
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: -2000, max: 2000 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 2, max: 10 }),
        (issuedAt, later, periodSeconds, periodsAccepted) => {
          const nonces = new DpopNonces(key, { periodSeconds, periodsAccepted });
          const age =
            Math.floor((issuedAt + later) / periodSeconds) - Math.floor(issuedAt / periodSeconds);
          const accepted = nonces.accepts(nonces.current(issuedAt), issuedAt + later);
          expect(accepted).toBe(age >= -1 && age < periodsAccepted);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses anything else without throwing', () => {
    const nonces = noncesOf();
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !nonces.accepts(text, 600)));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        (bytes) => !nonces.accepts(Buffer.from(bytes).toString('base64url'), 600),
      ),
    );
  });

  it('refuses a short key and useless options', () => {
    expect(() => new DpopNonces(Buffer.alloc(16), options)).toThrow(RangeError);
    expect(() => new DpopNonces(key, { periodSeconds: 0, periodsAccepted: 3 })).toThrow(RangeError);
    expect(() => new DpopNonces(key, { periodSeconds: 60, periodsAccepted: 1 })).toThrow(
      RangeError,
    );
    expect(() => new DpopNonces(key, { periodSeconds: 60, periodsAccepted: Number.NaN })).toThrow(
      RangeError,
    );
  });
});
