import fc from 'fast-check';

import { sha256 } from './digest.js';
import {
  parseTimePrefixedToken,
  randomToken,
  randomUuid,
  timePrefixedToken,
  uuidV7,
} from './random.js';

const now = new Date('2026-11-21T10:00:00.123Z');

describe('randomToken', () => {
  it('has 256 bits unless told otherwise', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
    expect(Buffer.from(randomToken(16), 'base64url')).toHaveLength(16);
  });

  it('does not repeat', () => {
    expect(new Set(Array.from({ length: 1000 }, () => randomToken())).size).toBe(1000);
  });
});

describe('time-prefixed tokens', () => {
  it('carry their time and 256 random bits', () => {
    const token = timePrefixedToken(now);
    const bytes = Buffer.from(token, 'base64url');
    expect(bytes).toHaveLength(38);
    expect(parseTimePrefixedToken(token)?.issuedAt).toEqual(now);
    expect(timePrefixedToken(now)).not.toBe(token);
  });

  it('are stored as prefix and a 16-byte digest of the whole, never as themselves', () => {
    const token = timePrefixedToken(now);
    const parsed = parseTimePrefixedToken(token)!;
    expect(parsed.digest).toEqual(sha256(token).subarray(0, 16));
    const prefix = now.getTime().toString(16).padStart(12, '0');
    expect(parsed.key).toBe(prefix + parsed.digest.toString('hex'));
    expect(parsed.key).toHaveLength(44);
  });

  it('have keys that sort by time', () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(time, time, (a, b) => {
        fc.pre(a !== b);
        const keyAt = (at: number) => parseTimePrefixedToken(timePrefixedToken(new Date(at)))!.key;
        expect(keyAt(a) < keyAt(b)).toBe(a < b);
      }),
    );
  });

  it('are refused in any other shape, and never with an exception', () => {
    const token = timePrefixedToken(now);
    for (const other of [
      '',
      token.slice(1),
      `${token}A`,
      `${token.slice(0, -1)}=`,
      `+${token.slice(1)}`,
    ])
      expect(parseTimePrefixedToken(other)).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const parsed = parseTimePrefixedToken(text);
        expect(
          parsed === undefined || Buffer.from(text, 'base64url').toString('base64url') === text,
        ).toBe(true);
      }),
    );
  });

  it('refuse a last character with bits that decode to nothing: one token has one spelling', () => {
    const token = timePrefixedToken(now);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const neighbour = alphabet[alphabet.indexOf(token.at(-1)!) ^ 1]!;
    expect(Buffer.from(token.slice(0, -1) + neighbour, 'base64url')).toHaveLength(38);
    expect(parseTimePrefixedToken(token.slice(0, -1) + neighbour)).toBeUndefined();
  });

  it('refuse a time that does not fit', () => {
    expect(() => timePrefixedToken(new Date(Number.NaN))).toThrow(RangeError);
    expect(() => timePrefixedToken(new Date(-1))).toThrow(RangeError);
  });
});

describe('UUIDs', () => {
  const shape = (version: number) =>
    new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

  it('have version 4, or version 7 with the time in front', () => {
    expect(randomUuid()).toMatch(shape(4));
    const uuid = uuidV7(now);
    expect(uuid).toMatch(shape(7));
    expect(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toBe(now.getTime());
    expect(uuidV7(now)).not.toBe(uuid);
  });

  it('spread over every random bit', () => {
    let union = 0n;
    let intersection = (1n << 128n) - 1n;
    for (let round = 0; round < 400; round += 1) {
      const value = BigInt(`0x${uuidV7(now).replaceAll('-', '')}`);
      union |= value;
      intersection &= value;
    }
    const varying = (union ^ intersection).toString(2).replaceAll('0', '').length;
    expect(varying).toBe(74);
  });
});
