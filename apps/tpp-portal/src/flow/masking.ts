import type { HeaderList } from './hop.js';

/** The sign that stands where a secret stood. */
export const mask = '•••';

const compactJwt = /\bey[A-Z][\w-]{8,}\.[\w-]{2,}\.[\w-]*/g;

// Values that let their holder act, whatever they look like: a code, a verifier, a token, a pushed request.
const secretNames = new Set([
  'access_token',
  'client_assertion',
  'code',
  'code_verifier',
  'id_token',
  'id_token_hint',
  'refresh_token',
  'request_uri',
  'token',
]);

/** Whether a parameter or JSON member of this name carries a secret. */
export const isSecretName = (name: string): boolean => secretNames.has(name);

/** A JWT without its signature and without most of its text: recognisable, never usable again. */
const maskJwt = (jwt: string): string => {
  const [header = '', payload = ''] = jwt.split('.');
  return `${header.slice(0, 12)}….${payload.slice(0, 12)}….${mask}`;
};

/** Every compact JWT inside a text, masked. */
export const maskJwts = (text: string): string => text.replace(compactJwt, maskJwt);

/** What was masked before: here, or by the server that recorded it. */
const masked =
  /^(?:urn:[\w:-]*:)?•••[\w-]{0,4}$|^ey[\w-]{0,10}…\.[\w-]{0,12}…\.•••$|^sha256:[\w-]{16}\(\d+ characters\)$/;

/** A secret shortened to what helps to recognise it: a URN keeps its prefix, a long token its last four characters. */
export const maskSecret = (value: string): string => {
  if (masked.test(value)) return value;
  if (/^ey[A-Z][\w-]+\.[\w-]+\.[\w-]*$/.test(value)) return maskJwt(value);
  const prefix = /^urn:[\w:-]*:/.exec(value)?.[0] ?? '';
  const rest = value.slice(prefix.length);
  return `${prefix}${mask}${rest.length >= 32 ? rest.slice(-4) : ''}`;
};

/** Query or form parameters with every secret masked; the order is kept. */
export const maskParameters = (text: string): string =>
  [...new URLSearchParams(text)]
    .map(([name, value]) =>
      isSecretName(name)
        ? `${encodeURIComponent(name)}=${maskSecret(value)}`
        : `${encodeURIComponent(name)}=${encodeURIComponent(maskJwts(value))}`,
    )
    .join('&');

/** A URL whose query and fragment carry no secret. */
export const maskUrl = (url: string): string => {
  const [withoutFragment = ''] = url.split('#');
  const [base = '', query] = withoutFragment.split(/\?(.*)/s);
  return query === undefined ? base : `${base}?${maskParameters(query)}`;
};

/** A JSON value with every secret member and every JWT masked, at any depth. */
export const maskJson = (value: unknown): unknown => {
  if (typeof value === 'string') return maskJwts(value);
  if (Array.isArray(value)) return value.map(maskJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      typeof member === 'string' && isSecretName(name) ? maskSecret(member) : maskJson(member),
    ]),
  );
};

const maskHeader = (name: string, value: string): string => {
  if (name === 'cookie' || name === 'set-cookie') return mask;
  if (name === 'location') return maskUrl(value);
  if (name !== 'authorization') return maskJwts(value);
  const [scheme = '', credentials] = value.split(/\s+(.*)/s);
  return credentials === undefined ? mask : `${scheme} ${maskSecret(credentials)}`;
};

/** Headers in lower case, with credentials, cookies and JWTs masked. */
export const maskHeaders = (headers: Iterable<readonly [string, string]>): HeaderList =>
  [...headers].map(([name, value]) => [name.toLowerCase(), maskHeader(name.toLowerCase(), value)]);
