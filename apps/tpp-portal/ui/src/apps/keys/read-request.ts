import type { Pasted } from './pasted-jwks.js';
import type { ReadRequest } from './pasted-request.js';
import { x509 } from './x509.js';

interface KeyAlgorithm {
  readonly name: string;
  readonly namedCurve?: string;
  readonly modulusLength?: number;
}

/** The request, if it can be read, its key is strong enough, and the key itself has signed it. */
export async function readRequest(csr: string): Promise<Pasted<ReadRequest>> {
  const { Pkcs10CertificateRequest } = await x509();
  let request: InstanceType<typeof Pkcs10CertificateRequest>;
  try {
    request = new Pkcs10CertificateRequest(csr);
  } catch {
    return { problem: 'This request cannot be read. Copy it whole, with its first and last line.' };
  }
  const algorithm = request.publicKey.algorithm as KeyAlgorithm;
  const key = keyWords(algorithm);
  if (key === undefined)
    return {
      problem: `Its key is ${algorithm.modulusLength === undefined ? algorithm.name : `RSA of ${algorithm.modulusLength} bits`}. P-256, Ed25519 or RSA of 2048 bits or more will do.`,
    };
  const isOwn = await request.verify().catch(() => false);
  if (!isOwn)
    return { problem: 'Its signature is not by its own key: was it changed after it was made?' };
  return { value: { csr: `${csr}\n`, key } };
}

function keyWords({ name, namedCurve, modulusLength }: KeyAlgorithm): string | undefined {
  if (modulusLength !== undefined)
    return modulusLength >= 2048 ? `RSA ${modulusLength}` : undefined;
  if (namedCurve !== undefined)
    return ['P-256', 'P-384'].includes(namedCurve) ? namedCurve : undefined;
  return name === 'Ed25519' ? name : undefined;
}
