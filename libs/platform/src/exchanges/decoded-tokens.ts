import { masked } from './masked.js';

const lengthMax = 16_384;

/** A JWT as an exchange shows it: taken apart, without its signature. */
export interface DecodedToken {
  /** Where it stood: `client_assertion`, `dpop`, `access_token`, `id_token`, … */
  readonly name: string;
  readonly header: unknown;
  readonly payload: unknown;
}

/** Takes a JWT apart without believing anything of it; undefined for what is none. */
export function decodedToken(name: string, jwt: unknown): DecodedToken | undefined {
  if (typeof jwt !== 'string' || jwt.length > lengthMax) return undefined;
  const parts = jwt.split('.', 4);
  if (parts.length !== 3) return undefined;
  const [header, payload] = parts.map(objectIn);
  if (header === undefined || payload === undefined) return undefined;
  return { name, header: masked(header), payload: masked(payload) };
}

function objectIn(part: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}
