import 'reflect-metadata';
import { createPrivateKey } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { calculateJwkThumbprint, CompactSign, compactVerify, importJWK, importPKCS8 } from 'jose';
import { keyFileName, keyFileText } from './key-file.js';
import { pastedJwks } from './pasted-jwks.js';
import { pastedRequest } from './pasted-request.js';
import { makeSigningKey } from './signing-key.js';
import { makeTransportKey } from './transport-key.js';

const secret = ['d', 'p', 'q', 'dp', 'dq', 'qi'];

describe('keys made in the browser', () => {
  it.each(['ES256', 'PS256', 'EdDSA'] as const)(
    '%s: both halves fit, the public one is public',
    async (algorithm) => {
      const { publicJwk, privateJwk, privatePem } = await makeSigningKey(algorithm);
      expect(secret.filter((member) => member in publicJwk)).toEqual([]);
      expect(publicJwk).toMatchObject({ use: 'sig', alg: algorithm });
      expect(publicJwk.kid).toBe(await calculateJwkThumbprint(publicJwk as { kty: string }));
      for (const key of [
        await importJWK(privateJwk, algorithm),
        await importPKCS8(privatePem, algorithm),
      ]) {
        const jws = await new CompactSign(Buffer.from('hello'))
          .setProtectedHeader({ alg: algorithm })
          .sign(key);
        const { payload } = await compactVerify(jws, await importJWK(publicJwk, algorithm));
        expect(Buffer.from(payload).toString()).toBe('hello');
      }
      expect(pastedJwks(JSON.stringify({ keys: [publicJwk] }))).toEqual({ value: [publicJwk] });
      expect(pastedJwks(JSON.stringify({ keys: [privateJwk] }))).toEqual({
        problem: expect.stringMatching(/private key.*Nothing was sent/),
      });
    },
  );

  it('a request is signed by its own key, asks for no name, and holds no private part', async () => {
    const { csr, privatePem } = await makeTransportKey();
    const request = new Pkcs10CertificateRequest(csr);
    expect(await request.verify()).toBe(true);
    expect([request.subject, request.extensions]).toEqual(['', []]);
    const own = createPrivateKey(privatePem).export({ format: 'jwk' });
    expect(Buffer.from(request.rawData).includes(Buffer.from(own.d!, 'base64url'))).toBe(false);
    expect(await pastedRequest(csr)).toEqual({
      value: { csr: `${csr.trim()}\n`, key: 'P-256' },
    });
    const broken = Buffer.from(request.rawData);
    broken[broken.length - 1]! ^= 1;
    const pem = `-----BEGIN CERTIFICATE REQUEST-----\n${broken.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
    expect(await pastedRequest(pem)).toEqual({ problem: expect.stringMatching(/own key/) });
  });

  it('the file has what was made, each as it is needed', async () => {
    const signing = await makeSigningKey('ES256');
    const transport = await makeTransportKey();
    const file = JSON.parse(keyFileText('Büdget Pal!', { signing, transport }));
    expect(file.signing.jwk).toEqual(signing.privateJwk);
    expect(file.transport.pem).toBe(transport.privatePem);
    expect(keyFileName('Büdget Pal!')).toBe('bu-dget-pal.keys.json');
    expect(JSON.parse(keyFileText('X', { signing }))).not.toHaveProperty('transport');
  });
});

describe('what is pasted', () => {
  const ec = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b', kid: '1' };

  it.each([
    ['{', /not JSON/],
    ['-----BEGIN PUBLIC KEY-----', /PEM/],
    ['[]', /list “keys”/],
    ['{"keys":[]}', /empty/],
    [JSON.stringify({ keys: [{ ...ec, kid: undefined }] }), /no “kid”/],
    [JSON.stringify({ keys: [ec, ec] }), /Two keys/],
    [JSON.stringify({ keys: [{ ...ec, use: 'enc' }] }), /“use”/],
    [JSON.stringify({ keys: [{ ...ec, crv: 'P-521' }] }), /P-521/],
    [JSON.stringify({ keys: [{ ...ec, alg: 'RS256' }] }), /RS256/],
    [JSON.stringify({ keys: [{ kty: 'oct', kid: '1', k: 'x' }] }), /private/],
    [
      JSON.stringify({ keys: [{ kty: 'RSA', kid: '1', n: 'A'.repeat(86), e: 'AQAB' }] }),
      /512 bits/,
    ],
    [
      JSON.stringify({
        keys: [{ kty: 'RSA', kid: '1', n: 'A'.repeat(342), e: 'AQAB', alg: 'RS256' }],
      }),
      /PS256/,
    ],
  ])('as keys: %s', (text, words) => {
    expect(pastedJwks(text)).toEqual({ problem: expect.stringMatching(words) });
  });

  it('a key alone is a set of one', () => {
    expect(pastedJwks(JSON.stringify(ec))).toEqual({ value: [ec] });
  });

  it.each([
    ['-----BEGIN EC PRIVATE KEY-----\nx\n-----END EC PRIVATE KEY-----', /Nothing was sent/],
    ['-----BEGIN CERTIFICATE-----', /certificate already/],
    ['hello', /begins/],
    [
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----',
      /cannot be read/,
    ],
  ])('as a request: %s', async (text, words) => {
    expect(await pastedRequest(text)).toEqual({ problem: expect.stringMatching(words) });
  });
});
