import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';

/** A public key as an export or a published set lists it. */
export interface NamedKey {
  readonly kid: string;
  readonly kty: string;
  readonly crv?: string;
  readonly x?: string;
  readonly y?: string;
  readonly compromised?: boolean;
}

/** A signed statement that was verified. */
export interface SignedStatement {
  readonly key: NamedKey;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Why a statement proves nothing. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
}

/**
 * Verifies a compact JWS (RFC 7515) in ES256 of one `typ`, by one of these keys. Only the one spelling that base64url has
 * for its bytes is taken. @throws StatementError
 */
export function signedStatement(
  jws: unknown,
  typ: string,
  keys: readonly NamedKey[],
): SignedStatement {
  const parts = typeof jws === 'string' ? jws.split('.') : [];
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3) throw new StatementError('is no signature');
  const said = decodedObject(header);
  if (said['alg'] !== 'ES256' || said['typ'] !== typ) {
    throw new StatementError(`is no ${typ} in ES256`);
  }
  const key = keys.find(({ kid }) => kid === said['kid']);
  if (key === undefined) throw new StatementError('is signed with a key that is not the bank’s');
  if (!isSignedBy(`${header}.${payload}`, decoded(signature), key)) {
    throw new StatementError('is not what was signed');
  }
  return { key, payload: decodedObject(payload) };
}

function isSignedBy(input: string, signature: Buffer, { kty, crv, x, y }: NamedKey): boolean {
  if (kty !== 'EC' || crv !== 'P-256' || signature.length !== 64) return false;
  try {
    const key = createPublicKey({ key: { kty, crv, x, y } as JsonWebKey, format: 'jwk' });
    return verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function decoded(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new StatementError('is not base64url');
  return bytes;
}

function decodedObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(decoded(text).toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof StatementError) throw cause;
  }
  throw new StatementError('holds no JSON object');
}
