import { randomBytes } from 'node:crypto';

import { open, seal } from './seal.js';

const key = randomBytes(32);

describe('seal and open', () => {
  it('give back what was sealed', () => {
    expect(open(key, seal(key, 'grüße', 'login'), 'login')?.toString()).toBe('grüße');
    expect(open(key, seal(key, Buffer.alloc(0), 'login'), 'login')).toHaveLength(0);
  });

  it('hide the text and never make the same value twice', () => {
    const sealed = seal(key, 'customer', 'login');
    expect(sealed.includes('customer')).toBe(false);
    expect(seal(key, 'customer', 'login')).not.toEqual(sealed);
  });

  it('answer undefined for another key or other associated data', () => {
    const sealed = seal(key, 'customer', 'login');
    expect(open(randomBytes(32), sealed, 'login')).toBeUndefined();
    expect(open(key, sealed, 'consent')).toBeUndefined();
  });

  it('answer undefined for every flipped bit and every shorter or longer value', () => {
    const sealed = seal(key, 'customer', 'login');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const mutated = Buffer.from(sealed);
      mutated[bit >> 3]! ^= 1 << (bit & 7);
      expect(open(key, mutated, 'login')).toBeUndefined();
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(open(key, sealed.subarray(0, length), 'login')).toBeUndefined();
    expect(open(key, Buffer.concat([sealed, Buffer.alloc(1)]), 'login')).toBeUndefined();
  });
});
