import type { Pasted } from './pasted-jwks.js';
import { readRequest } from './read-request.js';

/** What a certificate request says of itself. */
export interface ReadRequest {
  readonly csr: string;
  /** The key in words: `P-256`, `RSA 2048`. */
  readonly key: string;
}

const begin = /-----BEGIN (NEW )?CERTIFICATE REQUEST-----/;

/** Reads a pasted certificate request and checks its own signature; says at once what is wrong with it. */
export async function pastedRequest(text: string): Promise<Pasted<ReadRequest>> {
  const csr = text.trim();
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(csr))
    return {
      problem:
        'This is a private key. Nothing was sent. Paste the request that was made with it, and keep the key.',
    };
  if (/-----BEGIN CERTIFICATE-----/.test(csr))
    return { problem: 'This is a certificate already. A request begins CERTIFICATE REQUEST.' };
  if (!begin.test(csr))
    return { problem: 'A request in PEM begins -----BEGIN CERTIFICATE REQUEST-----.' };
  return readRequest(csr);
}
