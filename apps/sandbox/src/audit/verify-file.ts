import { createReadStream } from 'node:fs';
import { linesOf, NotLines } from './read-lines.js';
import type { NamedKey } from './signed-statement.js';
import { Verification, type Finding, type Verified } from './verification.js';

/** What became of a verification. */
export interface Outcome {
  /** Absent where something was found. */
  readonly verified?: Verified;
  readonly findings: readonly Finding[];
}

/**
 * Reads an export once, in bounded memory. `trusted` are the keys that its reader has from elsewhere, `earlier` is what
 * an export held that they kept.
 */
export async function verifyFile(
  file: string,
  trusted?: readonly NamedKey[],
  earlier?: Verified,
): Promise<Outcome> {
  return verifyStream(createReadStream(file, { highWaterMark: 1_048_576 }), trusted, earlier);
}

export async function verifyStream(
  chunks: AsyncIterable<Buffer>,
  trusted?: readonly NamedKey[],
  earlier?: Verified,
): Promise<Outcome> {
  const verification = new Verification(earlier);
  let line = 0;
  try {
    for await (const text of linesOf(chunks)) {
      line += 1;
      verification.take(text);
    }
  } catch (error) {
    if (!(error instanceof NotLines)) throw error;
    return { findings: [...verification.findings, { line: line + 1, what: error.message }] };
  }
  const verified = verification.finish();
  if (verified === undefined) return { findings: verification.findings };
  if (trusted !== undefined && !trusted.some((key) => isSameKey(key, verified.signedBy))) {
    const what = 'is signed with a key that is not among those that you trust';
    return { findings: [{ line, what }] };
  }
  return { verified, findings: [] };
}

const isSameKey = (one: NamedKey, other: NamedKey): boolean =>
  one.kty === other.kty && one.crv === other.crv && one.x === other.x && one.y === other.y;
