import type { DecodedJwt } from './hop.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decodePart = (part: string | undefined): Record<string, unknown> | undefined => {
  if (part === undefined || !/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Header and payload of a signed JWT, without verification and without its signature. */
export const decodeJwt = (where: string, jwt: unknown): DecodedJwt | undefined => {
  if (typeof jwt !== 'string') return undefined;
  const parts = jwt.split('.');
  const header = decodePart(parts[0]);
  const payload = decodePart(parts[1]);
  return parts.length === 3 && header && payload ? { where, header, payload } : undefined;
};

interface Message {
  readonly headers: ReadonlyMap<string, string>;
  readonly form?: URLSearchParams | undefined;
  readonly json?: unknown;
}

/** Every JWT that a request and its answer carry, in the order in which a reader meets them. */
export const jwtsOf = (request: Message, response: Message | undefined): DecodedJwt[] => {
  const bearer = request.headers.get('authorization')?.split(' ')[1];
  const answer = isObject(response?.json) ? response.json : {};
  return [
    decodeJwt('Client assertion', request.form?.get('client_assertion')),
    decodeJwt('DPoP proof', request.headers.get('dpop')),
    decodeJwt('Access token', bearer),
    decodeJwt('Access token', answer['access_token']),
    decodeJwt('ID token', answer['id_token']),
    decodeJwt('Refresh token', answer['refresh_token']),
  ].filter((jwt) => jwt !== undefined);
};
