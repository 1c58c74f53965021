import { isUtf8 } from 'node:buffer';
import { constants, sign, verify } from 'node:crypto';

import { ecdsaFromDer, ecdsaSignatureBytes, ecdsaToDer } from './ecdsa-signature.js';
import { JwsError } from './errors.js';
import { parseJsonObject, type JsonObject } from './json-object.js';
import { keyTypeOf, type JwsAlgorithm } from './jws-algorithm.js';
import type { SigningKey } from './signing-key.js';
import type { VerificationKey } from './verification-key.js';

/** A header whose registered members have their types; `alg` may still be any name. */
export interface JwsHeader extends JsonObject {
  readonly alg: string;
  readonly typ?: string;
  readonly kid?: string;
}

export interface DecodedJws {
  readonly header: JwsHeader;
  readonly payload: JsonObject;
  readonly signingInput: Buffer;
  readonly signature: Buffer;
}

const compactLengthMax = 16_384;
const edwardsSignatureBytes = 64;
const pssSaltBytes = 32;

/**
 * Takes a compact JWS apart, strictly; nothing in it is to be believed before `verifyJws`.
 * @throws JwsError for another shape, non-canonical base64url, repeated members, or `crit` and `b64` (RFC 7515 5.2).
 */
export function decodeJws(compact: string, lengthMax = compactLengthMax): DecodedJws {
  if (compact.length > lengthMax)
    throw new JwsError('jws_oversized', `a JWS has at most ${lengthMax} characters`);
  const parts = compact.split('.', 4);
  const [header, payload, signature] = parts;
  if (
    parts.length !== 3 ||
    header === undefined ||
    payload === undefined ||
    signature === undefined
  )
    throw new JwsError('jws_not_three_parts', 'a compact JWS has three parts');
  return {
    header: checkedHeader(decodeObject(header, 'header')),
    payload: decodeObject(payload, 'payload'),
    signature: decodeBase64Url(signature, 'signature'),
    signingInput: Buffer.from(compact.slice(0, header.length + 1 + payload.length), 'latin1'),
  };
}

/** Whether the signature is by this key under exactly this algorithm; false too when key, header and `alg` do not fit. */
export function verifyJws(decoded: DecodedJws, key: VerificationKey, alg: JwsAlgorithm): boolean {
  if (decoded.header.alg !== alg || key.kty !== keyTypeOf(alg)) return false;
  const { signingInput, signature } = decoded;
  switch (key.kty) {
    case 'EC':
      if (signature.length !== ecdsaSignatureBytes) return false;
      return verify('sha256', signingInput, key.keyObject, ecdsaToDer(signature));
    case 'OKP':
      if (signature.length !== edwardsSignatureBytes) return false;
      return verify(null, signingInput, key.keyObject, signature);
    case 'RSA':
      return verify('sha256', signingInput, pssOptions(key), signature);
  }
}

/** What is signed: `alg` always comes from the key, and `kid` too unless the header carries the key itself as `jwk`. */
export interface JwsToSign {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly key: SigningKey;
}

/** Signs a compact JWS; RSA runs in the thread pool, since it would hold the event loop for more than a millisecond. */
export async function signJws(jws: JwsToSign): Promise<string> {
  if (jws.key.publicJwk.kty !== 'RSA') return signJwsSync(jws);
  const input = signingInputOf(jws);
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign('sha256', Buffer.from(input), pssOptions(jws.key), (error, signed) => {
      if (error) reject(error);
      else resolve(signed);
    });
  });
  return `${input}.${signature.toString('base64url')}`;
}

/** Signs a compact JWS at once, with EC and Ed25519 keys. @throws JwsError `jws_unsupported_key` for RSA. */
export function signJwsSync(jws: JwsToSign): string {
  const { key } = jws;
  if (key.publicJwk.kty === 'RSA')
    throw new JwsError('jws_unsupported_key', 'RSA signatures are made asynchronously');
  const input = signingInputOf(jws);
  const signature =
    key.publicJwk.kty === 'EC'
      ? ecdsaFromDer(sign('sha256', Buffer.from(input), key.keyObject))
      : sign(null, Buffer.from(input), key.keyObject);
  return `${input}.${signature.toString('base64url')}`;
}

function signingInputOf({ header, payload, key }: JwsToSign): string {
  const identified = 'jwk' in header ? header : { kid: key.kid, ...header };
  return `${encodeObject({ ...identified, alg: key.alg })}.${encodeObject(payload)}`;
}

function checkedHeader(header: JsonObject): JwsHeader {
  const { alg, typ, kid } = header;
  if (typeof alg !== 'string' || !isOptionalString(typ) || !isOptionalString(kid))
    throw new JwsError('jws_header_malformed', 'alg, typ and kid are strings');
  // We understand no extension, and must refuse what is marked as not to be ignored (RFC 7515 4.1.11, RFC 7797).
  if ('crit' in header || 'b64' in header)
    throw new JwsError('jws_critical_header', 'crit and b64 are not supported');
  return header as JwsHeader;
}

function decodeObject(part: string, name: string): JsonObject {
  const bytes = decodeBase64Url(part, name);
  const object = isUtf8(bytes) ? parseJsonObject(bytes.toString('utf8')) : 'not-object';
  if (object === 'not-object')
    throw new JwsError('jws_not_json_object', `the ${name} is a JSON object`);
  if (object === 'duplicate-member')
    throw new JwsError('jws_duplicate_member', `the ${name} names no member twice`);
  return object;
}

function decodeBase64Url(part: string, name: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  // Node skips what it cannot read; only a canonical spelling survives the way back.
  if (bytes.toString('base64url') !== part)
    throw new JwsError('jws_not_base64url', `the ${name} is canonical base64url`);
  return bytes;
}

function encodeObject(object: JsonObject): string {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}

function pssOptions({ keyObject }: Pick<SigningKey, 'keyObject'>) {
  return { key: keyObject, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pssSaltBytes };
}

function isOptionalString(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}
