import fc from 'fast-check';

import { decodeDpopProof } from './dpop.js';
import { CryptoError, JwsError } from './errors.js';
import { decodeJws, signJws, verifyJws } from './jws.js';
import { jwsAlgorithms } from './jws-algorithm.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';
import { verificationKey } from './verification-key.js';

const payload = { iss: 'https://localhost/harbour', exp: 1_800_000_000, cnf: { jkt: 'abc' } };

describe.each(jwsAlgorithms)('a token signed with %s', (alg) => {
  let token: string;
  let accepted: (jws: string) => boolean;
  beforeAll(async () => {
    const { privateJwk, publicJwk } = await generateSigningKey(alg);
    token = await signJws({
      header: { typ: 'at+jwt' },
      payload,
      key: importSigningKey(privateJwk),
    });
    accepted = (jws) => {
      try {
        return verifyJws(decodeJws(jws), verificationKey(publicJwk), alg);
      } catch (error) {
        if (error instanceof JwsError) return false;
        throw error;
      }
    };
  });

  it('is accepted as it is', () => {
    expect(accepted(token)).toBe(true);
  });

  it('is refused with any bit of any character flipped', () => {
    for (let at = 0; at < token.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const mutated =
          token.slice(0, at) +
          String.fromCharCode(token.charCodeAt(at) ^ (1 << bit)) +
          token.slice(at + 1);
        if (accepted(mutated))
          throw new Error(`accepted with bit ${bit} of character ${at} flipped`);
      }
  });

  it('is refused with any bit of any decoded part flipped', () => {
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url'));
    for (const [index, part] of parts.entries())
      for (let bit = 0; bit < part.length * 8; bit += 1) {
        const mutated = parts.map((bytes) => Buffer.from(bytes));
        mutated[index]![bit >> 3]! ^= 1 << (bit & 7);
        if (accepted(mutated.map((bytes) => bytes.toString('base64url')).join('.')))
          throw new Error(`accepted with bit ${bit} of part ${index} flipped`);
      }
  });

  it('is refused cut short or continued at any place', () => {
    for (let at = 0; at < token.length; at += 1) {
      if (accepted(token.slice(0, at))) throw new Error(`accepted cut at ${at}`);
      if (accepted(`${token.slice(0, at)}A${token.slice(at)}`))
        throw new Error(`accepted with A at ${at}`);
    }
    for (const tail of ['.', '=', ' ', '\n', 'A', '.AA'])
      expect(accepted(token + tail)).toBe(false);
  });

  it('is refused with its parts exchanged', () => {
    const [header, body, signature] = token.split('.');
    for (const parts of [
      [body, header, signature],
      [header, body, ''],
      [header, header, signature],
      [header, '', signature],
    ])
      expect(accepted(parts.join('.'))).toBe(false);
  });
});

describe('arbitrary text', () => {
  it('makes the decoders throw nothing but their own errors', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
      fc
        .dictionary(
          fc.constantFrom('alg', 'typ', 'kid', 'jwk', 'crit', 'iat', 'htu'),
          fc.jsonValue(),
        )
        .map((object) =>
          Buffer.from(JSON.stringify({ alg: 'ES256', ...object })).toString('base64url'),
        ),
    );
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        for (const decode of [decodeJws, decodeDpopProof])
          try {
            decode(`${a}.${b}.${c}`);
          } catch (error) {
            expect(error).toBeInstanceOf(CryptoError);
          }
      }),
      { numRuns: 2000 },
    );
  });
});
