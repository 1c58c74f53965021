import { Readable } from 'node:stream';
import fc from 'fast-check';
import { canonicalText } from '../../src/audit/canonical-text.js';
import { sha256Hex } from '../../src/audit/record-line.js';
import { verifyStream, type Outcome } from '../../src/audit/verify-file.js';
import { RecordedBank } from './recorded-bank.js';

let bank: RecordedBank;
let lines: string[];

beforeAll(async () => {
  bank = await RecordedBank.open();
  const { maya, noah } = bank;
  await bank.record([
    [undefined, maya, noah, maya],
    [maya, undefined],
  ]);
  await bank.seal();
  await bank.newKey();
  await bank.record([[noah, undefined, maya], [undefined], [maya, maya, maya]]);
  await bank.seal();
  await bank.record([[maya]]);
  await bank.erase(noah);
  await bank.seal();
  lines = await bank.export();
}, 60_000);
afterAll(() => bank.database.drop());

const verifiedBytes = (bytes: Buffer, trusted?: Parameters<typeof verifyStream>[1]) =>
  verifyStream(Readable.from([bytes]) as AsyncIterable<Buffer>, trusted);
const verified = (changed: readonly string[], trusted?: Parameters<typeof verifyStream>[1]) =>
  verifiedBytes(Buffer.from(changed.map((line) => `${line}\n`).join('')), trusted);
const found = async (changed: readonly string[]): Promise<Outcome['findings']> =>
  (await verified(changed)).findings;
const at = (part: string, nth = 0) =>
  lines.flatMap((line, n) => (line.includes(part) ? [n] : []))[nth]!;
/** The record with something else in it, its own digest made to fit. */
const forged = (line: string, change: Record<string, unknown>): string => {
  const { hash: _hash, personal, ...told } = JSON.parse(line) as Record<string, unknown>;
  const text = { ...told, ...change };
  const hash = sha256Hex(canonicalText(text));
  return canonicalText({ ...text, hash, ...(personal === undefined ? {} : { personal }) });
};
const checkpoints = () => lines.flatMap((line, n) => (line.startsWith('{"checkpoint"') ? [n] : []));

describe('a verified export', () => {
  it('is whole, whoever of several keys sealed it, also where a person was erased', async () => {
    expect(await verified(lines)).toEqual({
      findings: [],
      verified: {
        ...{ bank: 'harbour', issuer: 'https://bank.example/harbour', compromised: [] },
        ...{ records: 15, chains: 7, checkpoints: 3, erased: 1 },
        lastCheckpoint: expect.stringMatching(/^[0-9a-f]{64}$/),
        signedBy: expect.objectContaining({ kid: bank.keys[1]!.kid }),
      },
    });
    expect(lines.join('')).not.toContain(bank.noah);
  });

  it('is no more than its keys: with others to compare, it is refused', async () => {
    const [old, current] = bank.keys.map(({ publicJwk }) => publicJwk as never);
    expect((await verified(lines, [current!])).findings).toEqual([]);
    expect((await verified(lines, [old!])).findings).toEqual([
      { line: lines.length, what: expect.stringContaining('not among those that you trust') },
    ]);
  });

  it('goes on in order for more checkpoints than ten, and more than one read fetches', async () => {
    const long = await RecordedBank.open();
    for (let sealed = 0; sealed < 12; sealed += 1) {
      await long.record([[undefined, long.maya]]);
      await long.seal();
    }
    for (const inOneRead of [1000, 5]) {
      const exported = await long.export(inOneRead);
      expect(await verified(exported)).toMatchObject({
        findings: [],
        verified: { records: 24, checkpoints: 12 },
      });
    }
    await long.database.drop();
  });

  it('may hold nothing at all', async () => {
    const empty = await RecordedBank.open();
    expect(await verified(await empty.export())).toMatchObject({ verified: { records: 0 } });
    await empty.database.drop();
  });
});

describe('a changed export', () => {
  it('is found by the line: a record that says something else', async () => {
    const n = at('"event": "test"', 2);
    const changed = lines.with(n, lines[n]!.replace('"test"', '"tess"'));
    expect(await found(changed)).toContainEqual({
      line: n + 1,
      what: expect.stringContaining('was changed'),
    });
  });

  it('is found where the record before was rewritten with a digest that fits', async () => {
    const n = at('"event": "test"', 0);
    const findings = await found(lines.with(n, forged(lines[n]!, { event: 'other' })));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings[0]!.line).toBeGreaterThan(n);
  });

  it('is found where the last record of a chain was rewritten with a digest that fits', async () => {
    const n = checkpoints()[0]! - 1;
    const findings = await found(lines.with(n, forged(lines[n]!, { event: 'other' })));
    expect(findings[0]).toEqual({ line: n + 2, what: expect.stringContaining('seals other') });
  });

  it('is found where a record is deleted, the last of a chain as well', async () => {
    for (let n = 1; n < lines.length - 1; n += 1)
      expect(await found(lines.toSpliced(n, 1))).not.toEqual([]);
  });

  it('is found where a record is added, of its own or of another place', async () => {
    for (let n = 1; n < lines.length; n += 1)
      for (const line of [lines[1]!, lines.at(-2)!])
        expect(await found(lines.toSpliced(n, 0, line))).not.toEqual([]);
  });

  it('is found where any two lines change places', async () => {
    for (let n = 0; n < lines.length; n += 1)
      for (let m = n + 1; m < lines.length; m += 1)
        expect(await found(lines.with(n, lines[m]!).with(m, lines[n]!))).not.toEqual([]);
  });

  it('is found wherever it is cut off', async () => {
    for (let n = 0; n < lines.length; n += 1)
      expect(await found(lines.slice(0, n))).not.toEqual([]);
    const whole = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const findings = (await verifiedBytes(whole.subarray(0, -1))).findings;
    expect(findings[0]).toMatchObject({ line: lines.length });
  });

  it('is found where everything since a checkpoint is cut off and an older end is put there', async () => {
    const [first, second] = checkpoints();
    const cut = [...lines.slice(0, second! + 1), lines.at(-1)!];
    expect(await found(cut)).toContainEqual({
      line: cut.length,
      what: expect.stringContaining('belongs to other records'),
    });
    expect(await found([...lines.slice(0, first! + 1), ...lines.slice(second! + 1)])).not.toEqual(
      [],
    );
  });

  it('is found where a checkpoint is signed with another key', async () => {
    const n = checkpoints()[1]!;
    const stranger = await RecordedBank.open();
    const [, payload = ''] = (JSON.parse(lines[n]!) as { checkpoint: string }).checkpoint.split(
      '.',
    );
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
      string,
      unknown
    >;
    const foreign = stranger.signed('audit-checkpoint+jwt', claims);
    expect(await found(lines.with(n, JSON.stringify({ checkpoint: foreign })))).toContainEqual({
      line: n + 1,
      what: expect.stringContaining('not the bank’s'),
    });
    // What the bank signs for another purpose seals nothing.
    const token = bank.signed('at+jwt', claims);
    expect(await found(lines.with(n, JSON.stringify({ checkpoint: token })))).not.toEqual([]);
    await stranger.database.drop();
  });

  it('is found where personal data are other than they were, or gone without an erasure', async () => {
    const n = at('"personal": {"data"');
    const other = lines.with(n, lines[n]!.replace('account-', 'Account-'));
    expect(await found(other)).toContainEqual({
      line: n + 1,
      what: expect.stringContaining('personal data'),
    });
    const { personal: _personal, ...rest } = JSON.parse(lines[n]!) as Record<string, unknown>;
    expect(await found(lines.with(n, canonicalText(rest)))).toContainEqual({
      line: n + 1,
      what: expect.stringContaining('no erasure is recorded'),
    });
  });

  it('is found in any byte', async () => {
    const whole = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const change = fc.record({
      place: fc.nat(whole.length - 1),
      kind: fc.constantFrom('edit' as const, 'delete' as const, 'insert' as const),
      byte: fc.nat(255),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ place, kind, byte }) => {
        const bytes = {
          edit: () => {
            const copy = Buffer.from(whole);
            copy[place] = byte;
            return copy;
          },
          delete: () => Buffer.concat([whole.subarray(0, place), whole.subarray(place + 1)]),
          insert: () =>
            Buffer.concat([whole.subarray(0, place), Buffer.of(byte), whole.subarray(place)]),
        }[kind]();
        fc.pre(!bytes.equals(whole));
        expect((await verifiedBytes(bytes)).findings).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  }, 120_000);
});
