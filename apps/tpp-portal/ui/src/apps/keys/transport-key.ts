import { privatePem } from './signing-key.js';
import { x509 } from './x509.js';

/** A key for TLS with the request for its certificate; the private half stays here. */
export interface TransportKey {
  /** PKCS #10 in PEM: the public half, signed by the private one. */
  readonly csr: string;
  readonly privatePem: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** Makes a transport key in this browser, and asks for a certificate; the directory decides what it says. */
export async function makeTransportKey(): Promise<TransportKey> {
  const { Pkcs10CertificateRequestGenerator } = await x509();
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const request = await Pkcs10CertificateRequestGenerator.create({
    keys,
    signingAlgorithm: algorithm,
  });
  return {
    csr: `${request.toString('pem')}\n`,
    privatePem: await privatePem(keys.privateKey),
  };
}
