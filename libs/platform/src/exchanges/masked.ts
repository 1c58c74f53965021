import { digestOf, secretMembers, storable, textWithoutSecrets } from '../refusals/evidence.js';
import { isOfPublicKey, isVocabulary } from './vocabulary.js';

const depthMax = 8;
const membersMax = 60;
const itemsShown = 3;
const textMax = 300;
const digestedLengthMin = 22;

/** Beside what is secret in the evidence of refusals: what is used once, and what registration hands out. */
const furtherSecrets: ReadonlySet<string> = new Set([
  ...['jti', 'ath', 'c_hash', 's_hash', 'at_hash', 'client_secret', 'registration_access_token'],
  ...['software_statement', 'id_token_hint', 'request', 'x-idempotency-key', 'dpop-nonce'],
  ...['x-jws-signature', 'code_challenge'],
]);

const memberName = /^[A-Za-z][\w.:#-]{0,60}$/;

/**
 * A value as an exchange keeps it: the structure, and of the values only what `vocabulary` names. A secret becomes its
 * digest, any other text its length; of a list the first three are kept.
 */
export function masked(value: unknown, name = '', depth = 0): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (isSecret(name))
    return maskedSecret(typeof value === 'string' ? value : JSON.stringify(value));
  if (typeof value === 'number') return isVocabulary(name) ? value : 'a number';
  if (typeof value === 'string') return maskedText(value, name);
  if (typeof value !== 'object') return typeof value;
  if (depth >= depthMax) return '…';
  if (Array.isArray(value)) return maskedList(value, name, depth);
  return maskedMembers(Object.entries(value), depth);
}

/** Members by name; one that is repeated becomes a list. */
export function maskedMembers(
  entries: readonly (readonly [string, unknown])[],
  depth = 0,
): Record<string, unknown> {
  const shown = entries
    .filter(([, value]) => value !== undefined)
    .slice(0, membersMax)
    .map(([name, value]) => [maskedName(name), masked(value, name, depth + 1)] as const);
  const members = Object.fromEntries(shown);
  return entries.length > membersMax
    ? { ...members, '…': more(entries.length - membersMax) }
    : members;
}

/** A URL without the secrets of its query; what is no URL is shown as its length alone. */
export function maskedUrl(text: string): string {
  const isPath = text.startsWith('/');
  if (!isPath && !URL.canParse(text)) return lengthOf(text);
  const url = new URL(text, 'https://localhost');
  const query = [...url.searchParams].map(([name, value]) => {
    const shown = isSecret(name) ? maskedSecret(value) : textOf(value);
    return `${maskedName(name)}=${shown}`;
  });
  const where = textOf(isPath ? url.pathname : `${url.origin}${url.pathname}`);
  return query.length === 0 ? where : `${where}?${query.join('&')}`;
}

/** Text as far as it may be kept: bounded, without what looks like a secret. */
export const textOf = (text: string, lengthMax = textMax): string =>
  storable(isPlain(text) ? text : textWithoutSecrets(text), lengthMax);

/** Too short to hold a secret that can be told by its shape, as most texts are: they need no closer look. */
const isPlain = (text: string): boolean =>
  text.length < digestedLengthMin && !text.includes('=') && !text.includes('.');

/** Members that are shown as digests. */
export const isSecret = (name: string): boolean =>
  secretMembers.has(name.toLowerCase()) || furtherSecrets.has(name.toLowerCase());

/** A secret's digest; of a short one, which its digest would give away to whoever tries them all, the length alone. */
export const maskedSecret = (secret: string): string =>
  secret.length < digestedLengthMin ? lengthOf(secret) : digestOf(secret);

/** Parameters whose value is itself JSON. */
const holdsJson: ReadonlySet<string> = new Set(['authorization_details', 'claims', 'jwks']);

function maskedText(text: string, name: string): unknown {
  if (holdsJson.has(name)) return maskedJson(text, name);
  if (!isVocabulary(name)) return lengthOf(text);
  if (isOfPublicKey(name)) return storable(text, textMax);
  return /^https:\/\//.test(text) ? maskedUrl(text) : textOf(text);
}

function maskedJson(text: string, name: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' ? masked(parsed, name) : lengthOf(text);
  } catch {
    return lengthOf(text);
  }
}

function maskedList(list: readonly unknown[], name: string, depth: number): unknown[] {
  const max = isVocabulary(name) ? membersMax : itemsShown;
  const shown = list.slice(0, max).map((item) => masked(item, name, depth + 1));
  return list.length > max ? [...shown, more(list.length - max)] : shown;
}

/** A name of another shape may be a value that came to stand in the wrong place. */
const maskedName = (name: string): string =>
  memberName.test(name) && textOf(name) === name ? name : `…${name.length}`;

const more = (count: number): string => `… ${count} more`;
const lengthOf = (text: string): string => `${text.length} characters`;
