import { createHash } from 'node:crypto';

/**
 * Thumbprints (base64url SHA-256 of the DER) of the certificates that a JWK set carries: of each key the first of its `x5c`,
 * which is the key's own (RFC 7517 4.7, RFC 8705 2.2.2). What is no certificate matches none that a client can present.
 */
export function registeredCertificates(jwks: unknown): readonly string[] {
  const { keys } = (jwks ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key: unknown) => {
    const { x5c } = (key ?? {}) as { x5c?: unknown };
    const certificate: unknown = Array.isArray(x5c) ? x5c[0] : undefined;
    return typeof certificate === 'string' ? [thumbprint(certificate)] : [];
  });
}

const thumbprint = (base64: string): string =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64url');
