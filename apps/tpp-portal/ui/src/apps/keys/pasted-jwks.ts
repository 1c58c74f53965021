import type { PublicJwk } from '../types.js';

/** What a text turned out to be: keys that can be used, or what to do about it. */
export type Pasted<T> = { readonly value: T } | { readonly problem: string };

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const curves: Readonly<Record<string, readonly string[]>> = { EC: ['P-256'], OKP: ['Ed25519'] };

/** Reads a pasted JWK set, or one key alone; says at once what is wrong with it. */
export function pastedJwks(text: string): Pasted<PublicJwk[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.includes('-----BEGIN')
      ? { problem: 'This is PEM. Paste a JWK set: {"keys": [ … ]}.' }
      : { problem: 'This is not JSON yet. A JWK set looks like {"keys": [ … ]}.' };
  }
  const keys = keysOf(value);
  if (keys === undefined) return { problem: 'A JWK set is an object with a list “keys”.' };
  if (keys.length === 0) return { problem: 'The list of keys is empty.' };
  if (keys.length > 20) return { problem: 'Twenty keys are the most.' };
  for (const [index, key] of keys.entries()) {
    const problem = problemOf(key);
    if (problem !== undefined) return { problem: `Key ${index + 1}: ${problem}` };
  }
  const ids = keys.map(({ kid }) => kid);
  const twice = ids.find((kid, index) => ids.indexOf(kid) !== index);
  return twice === undefined
    ? { value: keys }
    : { problem: `Two keys have the kid “${twice}”. Each needs one of its own.` };
}

function keysOf(value: unknown): PublicJwk[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { keys } = value as { keys?: unknown };
  if (keys === undefined && 'kty' in value) return [value as PublicJwk];
  const isList =
    Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
  return isList ? (keys as PublicJwk[]) : undefined;
}

function problemOf(key: PublicJwk): string | undefined {
  const secret = privateMembers.find((member) => member in key);
  if (secret !== undefined)
    return `this is a private key (it has “${secret}”). Nothing was sent. Paste its public half alone, and keep this one.`;
  if (typeof key.kid !== 'string' || key.kid === '')
    return 'it has no “kid”, the name by which your signatures point to it.';
  if (key['use'] !== undefined && key['use'] !== 'sig')
    return 'its “use” is not “sig”: only signing keys belong here.';
  if (key.kty === 'RSA') return rsaProblem(key);
  if (key.kty === 'EC' || key.kty === 'OKP') return curveProblem(key);
  return 'its “kty” is none of EC, RSA and OKP.';
}

function rsaProblem({ n, alg }: PublicJwk): string | undefined {
  const bytes = typeof n === 'string' ? Math.floor((n.replace(/=+$/, '').length * 3) / 4) : 0;
  if (bytes < 256)
    return `its modulus has ${bytes * 8} bits. The profile wants 2048 at least (SP-5.4.1-2).`;
  if (alg !== undefined && alg !== 'PS256')
    return `its “alg” is ${JSON.stringify(alg)}. Of RSA, only PS256 is taken (SP-5.4.1-1.2).`;
  return undefined;
}

function curveProblem({ kty = '', crv, x, y, alg }: PublicJwk): string | undefined {
  if (!(typeof crv === 'string' && curves[kty]?.includes(crv) === true))
    return `its curve is ${JSON.stringify(crv)}. P-256 (ES256) and Ed25519 (EdDSA) are taken.`;
  if (typeof x !== 'string' || (kty === 'EC' && typeof y !== 'string'))
    return 'its coordinates are missing.';
  const fitting = kty === 'EC' ? ['ES256'] : ['EdDSA', 'Ed25519'];
  if (alg !== undefined && !(typeof alg === 'string' && fitting.includes(alg)))
    return `its “alg” is ${JSON.stringify(alg)}, which does not fit its curve.`;
  return undefined;
}
