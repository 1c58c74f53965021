import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { trustedKeys } from '../audit/trusted-keys.js';
import { verifyFile, type Outcome } from '../audit/verify-file.js';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { LauncherError, wordsOf } from '../launcher-error.js';
import { auditorUrl, operate } from '../operate.js';

type Print = (text: string) => void;

const frameSchema = z.object({
  header: z.string(),
  checkpoint: z.number().int(),
  footer: z.string(),
});

/** Writes the governance record of a bank to a file, or to standard output. */
export async function exportRecord(
  context: Context,
  bank: string,
  { out }: OptionsOf<'audit export'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'audit.export', bank };
  const frame = frameSchema.parse(await operate(context, 'authorization-server', order));
  const { exportLines } = await import('@sandbank/platform');
  const lines = exportLines(await auditorUrl(context), bank, frame.checkpoint);
  async function* text(): AsyncGenerator<string> {
    yield `${frame.header}\n`;
    for await (const line of lines) yield `${line}\n`;
    yield `${frame.footer}\n`;
  }
  if (out === undefined) {
    await pipeline(Readable.from(text()), process.stdout, { end: false });
    return 0;
  }
  const unfinished = `${out}.unfinished`;
  try {
    // Nobody takes half a record for a whole one.
    await pipeline(Readable.from(text()), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, out);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
  print(`The record of ${bank} is in ${out}. Verify it: npm run sandbox -- audit verify ${out}`);
  return 0;
}

/**
 * Verifies an exported record, and that it goes on from an earlier one; needs no sandbox. Resolves to 0 when all of it is
 * as it was recorded.
 */
export async function verifyRecord(
  context: Pick<Context, 'home'>,
  file: string,
  { jwks, after }: OptionsOf<'audit verify'>,
  print: Print,
): Promise<number> {
  const ca = await readFile(context.home.authorityCertificate, 'utf8').catch(() => undefined);
  const trusted = jwks === undefined ? undefined : await trustedKeys(jwks, ca);
  // The key that signed the earlier one may have left the published set since: whoever kept it vouches for it.
  const earlier = after === undefined ? undefined : await verifiedFile(after);
  const { verified, findings } =
    earlier !== undefined && earlier.verified === undefined
      ? earlier
      : await verifiedFile(file, trusted, earlier?.verified);
  if (verified === undefined) {
    const which =
      earlier !== undefined && earlier.verified === undefined ? `${String(after)}: ` : '';
    for (const { line, what } of findings) print(`✘ ${which}line ${line} ${what}`);
    return 1;
  }
  const { bank, issuer, records, chains, checkpoints, erased, signedBy, compromised } = verified;
  print(
    `✔ ${records} records of ${bank} in ${chains} chains, sealed by ${checkpoints} checkpoints.`,
  );
  if (erased > 0) {
    const persons = erased === 1 ? 'one person' : `${erased} persons`;
    print(`  The personal data of ${persons} were erased, as is recorded.`);
  }
  if (after !== undefined) print(`  It goes on from ${after}: nothing of that was written anew.`);
  print(`  Signed with the key ${signedBy.kid} of ${issuer}.`);
  if (trusted === undefined) {
    print(`  That it is the bank's, only this file says: compare with --jwks ${issuer}/jwks`);
  }
  for (const kid of compromised)
    print(`  ! Some checkpoints may be signed with ${kid}, which is reported compromised.`);
  return 0;
}

async function verifiedFile(...[file, ...rest]: Parameters<typeof verifyFile>): Promise<Outcome> {
  return verifyFile(file, ...rest).catch((cause: unknown) => {
    throw new LauncherError(
      `${file} cannot be read: ${wordsOf(cause)}`,
      'name a file that npm run sandbox -- audit export wrote',
      { cause },
    );
  });
}

/** Forgets who a customer is in the record of their bank. */
export async function erasePerson(
  context: Context,
  username: string,
  { bank }: OptionsOf<'audit erase'>,
  print: Print,
): Promise<number> {
  const order = { operation: 'audit.erase', bank, username };
  const { records } = z
    .object({ records: z.number().int() })
    .parse(await operate(context, 'authorization-server', order));
  print(
    `The personal data of ${username} are erased from ${records} records; the record stays whole.`,
  );
  return 0;
}
