import { isRecordLine, sha256Hex, type RecordLine } from './record-line.js';
import { RecordChains } from './record-chains.js';
import type { NamedKey } from './signed-statement.js';
import { statementIn, type Line, type Origin } from './statement-line.js';

/** Something that is not as it was recorded; `line` counts from 1. */
export interface Finding {
  readonly line: number;
  readonly what: string;
}

/** What an export holds, where nothing was found. */
export interface Verified {
  readonly bank: string;
  readonly issuer: string;
  readonly records: number;
  readonly chains: number;
  readonly checkpoints: number;
  /** Digest of the last checkpoint, which fixes all before it; null where there is none. */
  readonly lastCheckpoint: string | null;
  /** Persons whose data were erased. */
  readonly erased: number;
  /** The key that signed the whole. */
  readonly signedBy: NamedKey;
  /** Keys that are reported compromised. */
  readonly compromised: readonly string[];
}

interface Header extends Origin {
  readonly digest: string;
  readonly records: RecordChains;
}

const findingsMax = 20;

/** Reads an export line by line, in memory that grows with its chains and not with its records. */
export class Verification {
  readonly findings: Finding[] = [];
  private line = 0;
  private header: Header | undefined;
  private last = { number: 0, digest: null as string | null };
  private end: NamedKey | undefined;

  /** With an earlier export of the same bank, which its reader kept: this one must go on from there. */
  constructor(private readonly earlier?: Verified) {}

  /** The next line, without its newline. */
  take(text: string): void {
    this.line += 1;
    const what = this.flawIn(text);
    if (what !== undefined) this.find(this.line, what);
  }

  /** Call it after the last line; undefined when something was found. */
  finish(): Verified | undefined {
    const { header, end } = this;
    if (end === undefined) this.find(this.line + 1, 'is missing: the file is cut off');
    for (const line of header?.records.robbed() ?? []) {
      this.find(line, 'lacks its personal data, and no erasure is recorded');
    }
    if (this.last.number < (this.earlier?.checkpoints ?? 0))
      this.find(this.line, 'ends before the earlier export does: the record was cut off');
    if (this.findings.length > 0 || header === undefined || end === undefined) return undefined;
    const { bank, issuer, keys, records } = header;
    return {
      ...{ bank, issuer, records: records.count, chains: records.chains },
      ...{ checkpoints: this.last.number, lastCheckpoint: this.last.digest },
      ...{ erased: records.erasedPersons, signedBy: end },
      compromised: keys.filter(({ compromised }) => compromised).map(({ kid }) => kid),
    };
  }

  private flawIn(text: string): string | undefined {
    if (this.end !== undefined) return 'stands after the end';
    const value = objectIn(text);
    if (value === undefined) return 'is no JSON object';
    if (this.line === 1) return this.begin(text, value);
    const { header } = this;
    if (header === undefined) return undefined;
    if ('checkpoint' in value) return this.checkpoint(text, value, header);
    if ('end' in value) return this.ending(text, value, header);
    if (!isRecordLine(value)) return 'is no record';
    return header.records.take(text, this.line, value as unknown as RecordLine);
  }

  private begin(text: string, { format, bank, issuer, keys }: Line): string | undefined {
    if (format !== 'sandbank-audit-1' || !Array.isArray(keys))
      return 'is not the beginning of an export that is understood here';
    const records = new RecordChains(String(bank));
    const names = { bank: String(bank), issuer: String(issuer) };
    this.header = { ...names, digest: sha256Hex(text), keys: keys as NamedKey[], records };
    const { earlier } = this;
    const isOfAnother =
      earlier !== undefined && (earlier.bank !== names.bank || earlier.issuer !== names.issuer);
    return isOfAnother ? 'is of another bank than the earlier export' : undefined;
  }

  private checkpoint(text: string, value: Line, header: Header): string | undefined {
    const { last } = this;
    const said = statementIn(text, value, 'checkpoint', header);
    const { number, previous, events, heads } = said.payload;
    const isWhole = events === header.records.count && header.records.isWhere(heads);
    this.last = { number: Number(number), digest: sha256Hex(String(value['checkpoint'])) };
    header.records.sealed();
    if (said.flaw !== undefined) return said.flaw;
    if (number !== last.number + 1) return 'is not the checkpoint that comes next';
    if (previous !== last.digest) return 'does not follow from the checkpoint before it';
    if (number === this.earlier?.checkpoints && this.last.digest !== this.earlier.lastCheckpoint)
      return 'is another than in the earlier export: what it seals was written anew';
    return isWhole
      ? undefined
      : 'seals other records than those before it: some are missing, or too many';
  }

  private ending(text: string, value: Line, header: Header): string | undefined {
    const { records } = header;
    const said = statementIn(text, value, 'end', header);
    // Whatever it says, nothing may come after it.
    this.end = said.key;
    if (said.flaw !== undefined) return said.flaw;
    const { checkpoint, checkpoint_sha256: sealed, events, header_sha256: begun } = said.payload;
    if (begun !== header.digest) return 'belongs to another beginning: the first line was changed';
    const isItsOwn =
      checkpoint === this.last.number && sealed === this.last.digest && events === records.count;
    if (!isItsOwn) return 'belongs to other records: some are missing, or too many';
    return records.isSealed ? undefined : 'follows records that no checkpoint seals';
  }

  private find(line: number, what: string): void {
    if (this.findings.length < findingsMax) this.findings.push({ line, what });
  }
}

function objectIn(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Line) : undefined;
  } catch {
    return undefined;
  }
}
