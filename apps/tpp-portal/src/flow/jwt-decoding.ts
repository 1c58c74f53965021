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
export const decodeJwt = (jwt: unknown): Pick<DecodedJwt, 'header' | 'payload'> | undefined => {
  if (typeof jwt !== 'string') return undefined;
  const parts = jwt.split('.');
  const header = decodePart(parts[0]);
  const payload = decodePart(parts[1]);
  return parts.length === 3 && header && payload ? { header, payload } : undefined;
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
  const found: [DecodedJwt['side'], where: string, jwt: unknown][] = [
    ['request', 'Client assertion', request.form?.get('client_assertion')],
    ['request', 'DPoP proof', request.headers.get('dpop')],
    ['request', 'Access token', bearer],
    ['response', 'Access token', answer['access_token']],
    ['response', 'ID token', answer['id_token']],
    ['response', 'Refresh token', answer['refresh_token']],
  ];
  return found.flatMap(([side, where, jwt]) => {
    const decoded = decodeJwt(jwt);
    return decoded === undefined ? [] : [{ where, side, ...decoded }];
  });
};
