import { sha256Base64Url } from '@sandbank/crypto';
import { redactedMembers } from '../logger.js';

const storedLengthMax = 500;
/** Longer strings are cut before they are looked through. */
const readLengthMax = 8192;
const depthMax = 5;
const membersMax = 100;

/** Members that hold a secret, whatever it looks like. */
export const secretMembers: ReadonlySet<string> = new Set<string>([
  ...redactedMembers,
  ...['assertion', 'token', 'subject_token', 'actor_token', 'device_code', 'secret', 'proof'],
]);
/** Members that look like a secret and are none: digests of public keys, and their names. */
export const publicMembers: ReadonlySet<string> = new Set(['jkt', 'dpop_jkt', 'kid', 'x5t#S256']);

const names = [...secretMembers].join('|');
const namedInText = new RegExp(`\\b(${names})=([^&\\s"]+)`, 'gi');
// A compact JWS or JWE: its header is JSON, and base64 of an opening brace begins with e and w to z.
const jwt = /\be[w-z][A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*){1,4}/g;
const base64 = /(?<![\w/.:+-])[A-Za-z0-9+/]{22,}={0,2}(?![\w-])/g;
const base64Url = /[A-Za-z0-9_-]{22,}={0,2}/g;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const word = /^[A-Z]?[a-z]{2,}\d{0,2}$/;

/** Clauses whose evidence is which key was used: its thumbprint looks like a secret and is public. */
export const clausesOfKeys: ReadonlySet<string> = new Set([
  ...['RFC9449-10', 'RFC9449-10.1', 'RFC9449-4.3-12-key'],
  ...['RFC8705-2.1', 'RFC8705-2.1.2', 'RFC8705-2.1-name', 'RFC8705-2.2', 'RFC8705-3'],
]);
const thumbprint = /^[A-Za-z0-9_-]{43}$/;

/**
 * What may be stored of the evidence of a refusal: at most 500 characters, every secret reduced to a digest. Secrets
 * are known by the member that holds them and by their shape, so that no rule has to think of it; null for nothing.
 */
export function storedEvidence(value: unknown, clause = ''): string | null {
  if (value === undefined) return null;
  const isAboutKeys = clausesOfKeys.has(clause);
  const isPublic = (member: string, text: string): boolean =>
    publicMembers.has(member) || (isAboutKeys && thumbprint.test(text));
  const evidence = withoutSecrets(value, '', 0, isPublic);
  return storable(typeof evidence === 'string' ? evidence : JSON.stringify(evidence));
}

/** The digest that stands for a secret: enough to compare two of them, no way back. */
export const digestOf = (secret: string): string =>
  `sha256:${sha256Base64Url(secret).slice(0, 16)}(${secret.length} characters)`;

type IsPublic = (member: string, text: string) => boolean;

function withoutSecrets(
  value: unknown,
  member: string,
  depth: number,
  isPublic: IsPublic,
): unknown {
  if (depth > depthMax) return '…';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return secretMembers.has(member.toLowerCase()) ? digestOf(String(value)) : value;
  }
  if (typeof value === 'object') {
    const inner = membersWithoutSecrets(value, depth + 1, isPublic);
    return secretMembers.has(member.toLowerCase()) ? digestOf(JSON.stringify(inner)) : inner;
  }
  const text = typeof value === 'string' ? value : typeof value;
  if (secretMembers.has(member.toLowerCase())) return digestOf(text);
  return isPublic(member, text) ? text : textWithoutSecrets(text);
}

function membersWithoutSecrets(value: object, depth: number, isPublic: IsPublic): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (Array.isArray(value)) {
    return value.slice(0, membersMax).map((item) => withoutSecrets(item, '', depth, isPublic));
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const members = entries
    .slice(0, membersMax)
    .map(([name, inner]) => [
      textWithoutSecrets(name),
      withoutSecrets(inner, name, depth, isPublic),
    ]);
  return Object.fromEntries(members) as unknown;
}

/** The text with each secret in it, as far as its shape or name tells, reduced to a digest. */
export function textWithoutSecrets(text: string): string {
  return text
    .slice(0, readLengthMax)
    .replace(jwt, digestOf)
    .replace(namedInText, (_, name: string, secret: string) => `${name}=${reduced(secret)}`)
    .replace(base64, (run) => (isOpaque(run) ? digestOf(run) : run))
    .replace(base64Url, (run) => (isOpaque(run) ? digestOf(run) : run));
}

/** What the expression before made of a secret stays as it is. */
const reduced = (secret: string): string =>
  secret.startsWith('sha256:') ? secret : digestOf(secret);

/** A long run of characters that is neither an identifier of ours nor made of words. */
function isOpaque(run: string): boolean {
  if (uuid.test(run) || run.startsWith('client-')) return false;
  return !run.split(/(?=[A-Z])|[_-]/).every((part) => part === '' || word.test(part));
}

/** PostgreSQL stores neither U+0000 nor half a surrogate pair, and would refuse the whole batch. */
export function storable(text: string, lengthMax = storedLengthMax): string {
  return text.replaceAll('\0', '').slice(0, lengthMax).toWellFormed();
}
