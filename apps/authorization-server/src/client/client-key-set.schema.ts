import { X509Certificate } from 'node:crypto';
import {
  assertPublicJwk,
  CryptoError,
  jwkThumbprint,
  readClientCertificate,
  verificationKey,
  type PublicJwk,
} from '@sandbank/crypto';
import { z } from 'zod';

const keysMax = 20;
const certificatesMax = 5;

/** The set of public keys that a client registers by value: all of them usable, none of them named alike (SP-5.4.2-3). */
export const clientKeySet = z.object({
  keys: z
    .array(
      z.record(z.string(), z.unknown()).superRefine((key, context) => {
        const message = keyProblem(key);
        if (message !== undefined) context.addIssue({ code: 'custom', message });
      }),
    )
    .min(1)
    .max(keysMax)
    .refine((keys) => {
      const kids = keys.flatMap(({ kid }) => (kid === undefined ? [] : [kid]));
      return new Set(kids).size === kids.length;
    }, 'every kid must be the name of one key'),
});

function keyProblem(key: Readonly<Record<string, unknown>>): string | undefined {
  try {
    const jwk: unknown = key;
    assertPublicJwk(jwk);
    // Imported here once, so that a point off its curve is found now and not at some later signature.
    verificationKey(jwk);
    return 'x5c' in key ? certificateProblem(key['x5c'], jwk) : undefined;
  } catch (error) {
    if (error instanceof CryptoError) return error.message;
    throw error;
  }
}

/** The first certificate is that of the key itself (RFC 7517 4.7). */
function certificateProblem(x5c: unknown, jwk: PublicJwk): string | undefined {
  const isChain =
    Array.isArray(x5c) && x5c.length > 0 && x5c.length <= certificatesMax && x5c.every(isBase64);
  if (!isChain) return 'x5c is a list of one to five certificates, each DER in base64';
  const { der } = readClientCertificate(Buffer.from(x5c[0] ?? '', 'base64'));
  const certified: unknown = new X509Certificate(der).publicKey.export({ format: 'jwk' });
  assertPublicJwk(certified);
  if (jwkThumbprint(certified) === jwkThumbprint(jwk)) return undefined;
  return 'the first certificate of x5c is of another key';
}

const isBase64 = (text: unknown): text is string =>
  typeof text === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
