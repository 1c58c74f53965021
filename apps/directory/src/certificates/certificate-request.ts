import 'reflect-metadata';
import { createPublicKey, type KeyObject } from 'node:crypto';
import { Pkcs10CertificateRequest } from '@peculiar/x509';
import { assertPublicJwk, CryptoError, sha256, type PublicJwk } from '@sandbank/crypto';
import { invalidRequest, type OAuthError } from '@sandbank/oauth';
import type { CertificateUse } from './certificate.js';

/** A certificate request whose holder has the key. */
export interface CertificateRequest {
  /** As it was parsed; the names in it are wishes. */
  readonly wishes: Pkcs10CertificateRequest;
  readonly der: Buffer;
  readonly key: CertifiedKey;
}

/** A public key that is fit for a certificate. */
export interface CertifiedKey {
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Buffer;
  readonly digest: Buffer;
  /** As banks verify signatures with it; undefined for kinds that no signature is verified with. */
  readonly jwk: PublicJwk | undefined;
}

const block =
  /^\s*-----BEGIN (NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]{1,8000})-----END (NEW )?CERTIFICATE REQUEST-----\s*$/;
const hashes = new Set(['SHA-256', 'SHA-384', 'SHA-512']);

export const refusedRequest = (description: string, received?: unknown): OAuthError =>
  invalidRequest(`the certificate request ${description}`, { received });

/** Reads a PKCS #10 request in PEM (RFC 2986). Throws `invalid_request` unless its signature proves a strong key. */
export async function readCertificateRequest(
  text: string,
  use: CertificateUse,
): Promise<CertificateRequest> {
  const base64 = block.exec(text)?.[2];
  if (base64 === undefined) throw refusedRequest('is one block of PEM, BEGIN CERTIFICATE REQUEST');
  const der = Buffer.from(base64, 'base64');
  const wishes = parsed(der);
  const spki = Buffer.from(wishes.publicKey.rawData);
  const key = certifiedKey(publicKeyOf(spki), use);
  const { hash, name } = signatureAlgorithmOf(wishes);
  if (name !== 'Ed25519' && !hashes.has(hash))
    throw refusedRequest('is signed with SHA-256 or better', hash);
  if (!(await isProven(wishes))) throw refusedRequest('is not signed with the key that it names');
  return { wishes, der, key };
}

/** The key, if it is strong and of a kind that banks use. @throws `invalid_request` */
export function certifiedKey(key: KeyObject, use: CertificateUse): CertifiedKey {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  const spki = key.export({ format: 'der', type: 'spki' });
  const isLargerCurve = type === 'ec' && details?.namedCurve === 'secp384r1';
  if (isLargerCurve && use === 'transport') return { spki, digest: sha256(spki), jwk: undefined };
  try {
    const jwk: unknown = key.export({ format: 'jwk' });
    assertPublicJwk(jwk);
    return { spki, digest: sha256(spki), jwk };
  } catch (cause) {
    const curves = use === 'transport' ? 'P-256 or P-384' : 'P-256';
    const why = cause instanceof CryptoError ? cause.message : 'the key is of another kind';
    throw refusedRequest(
      `names a key of EC ${curves}, Ed25519, or RSA with 2048 to 4096 bits`,
      `${type ?? 'unknown'}: ${why}`,
    );
  }
}

function parsed(der: Buffer): Pkcs10CertificateRequest {
  try {
    const request = new Pkcs10CertificateRequest(new Uint8Array(der));
    // What is read late is read here, where it may be malformed.
    request.subjectName.toJSON();
    request.extensions.forEach(({ type }) => type);
    Buffer.from(request.publicKey.rawData);
    return request;
  } catch (cause) {
    throw invalidRequest('the certificate request is malformed', { cause });
  }
}

function publicKeyOf(spki: Buffer): KeyObject {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch (cause) {
    throw invalidRequest('the certificate request names a key that cannot be read', { cause });
  }
}

function signatureAlgorithmOf(request: Pkcs10CertificateRequest): { hash: string; name: string } {
  try {
    const { name, hash } = request.signatureAlgorithm as {
      readonly name: string;
      readonly hash?: { readonly name: string } | string;
    };
    return { name, hash: typeof hash === 'string' ? hash : (hash?.name ?? 'none') };
  } catch (cause) {
    throw invalidRequest('the certificate request is signed in an unknown way', { cause });
  }
}

async function isProven(request: Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify();
  } catch {
    return false;
  }
}
