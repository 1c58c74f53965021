import { createHash } from 'node:crypto';
import { canonicalText } from './canonical-text.js';

/** One record of an export. */
export interface RecordLine {
  readonly bank: string;
  readonly chain: string;
  readonly seq: number;
  readonly event: string;
  readonly person: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly personal_digest: string | null;
  readonly previous: string;
  readonly hash: string;
  readonly personal?: { readonly salt: string; readonly data: string };
}

const digestHex = /^[0-9a-f]{64}$/;
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const sha256Hex = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Whether a value has the members of a record that its chain depends on. */
export function isRecordLine(value: Readonly<Record<string, unknown>>): boolean {
  const { chain, seq, previous, hash, body } = value;
  const isText = (text: unknown, pattern: RegExp) => typeof text === 'string' && pattern.test(text);
  return (
    isText(chain, uuid) &&
    isText(previous, digestHex) &&
    isText(hash, digestHex) &&
    Number.isSafeInteger(seq) &&
    typeof body === 'object' &&
    body !== null
  );
}

/** What is wrong with a record by itself; undefined when nothing is. */
export function flawOf(line: string, record: RecordLine): string | undefined {
  const { hash, personal, ...told } = record;
  if (textOf(record) !== line) return 'is not written as records are';
  if (sha256Hex(textOf(told)) !== hash) return 'was changed: its digest is another';
  if (personal === undefined) return undefined;
  const { salt, data } = personal;
  const isItsOwn =
    typeof data === 'string' &&
    /^([0-9a-f]{2}){16,}$/.test(salt) &&
    sha256Hex(Buffer.from(salt, 'hex'), data) === record.personal_digest;
  return isItsOwn ? undefined : 'has personal data that are not its own';
}

function textOf(value: object): string {
  try {
    return canonicalText(value);
  } catch {
    return '';
  }
}
