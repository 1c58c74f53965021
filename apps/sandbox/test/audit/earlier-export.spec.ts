import { Readable } from 'node:stream';
import { verifyStream, type Outcome } from '../../src/audit/verify-file.js';
import type { Verified } from '../../src/audit/verification.js';
import { RecordedBank } from './recorded-bank.js';

const verified = (lines: readonly string[], earlier?: Verified): Promise<Outcome> => {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  return verifyStream(Readable.from([bytes]) as AsyncIterable<Buffer>, undefined, earlier);
};

/** What an owner of the database can do: take away everything since a checkpoint. */
const cutOffAfter = async ({ database }: RecordedBank, checkpoint: number): Promise<void> => {
  const cuts = [
    `DELETE FROM audit.event e USING audit.checkpoint_head h WHERE h.number > ${checkpoint}
       AND h.chain = e.chain AND e.seq BETWEEN h.first_seq AND h.last_seq`,
    `DELETE FROM audit.checkpoint_head WHERE number > ${checkpoint}`,
    `DELETE FROM audit.checkpoint WHERE number > ${checkpoint}`,
  ];
  for (const table of ['event', 'checkpoint_head', 'checkpoint'])
    await database.query(`ALTER TABLE audit.${table} DISABLE TRIGGER only_added`);
  for (const cut of cuts) await database.query(cut);
};

describe('an export that is compared with an earlier one', () => {
  let bank: RecordedBank;
  let earlier: Verified;
  beforeEach(async () => {
    bank = await RecordedBank.open();
    for (const session of [[undefined], [bank.maya, undefined]]) {
      await bank.record([session]);
      await bank.seal();
    }
    earlier = (await verified(await bank.export())).verified!;
  }, 60_000);
  afterEach(() => bank.database.drop());

  it('goes on from it, with more records or none, and also where a person was erased since', async () => {
    expect((await verified(await bank.export(), earlier)).findings).toEqual([]);
    await bank.erase(bank.maya);
    await bank.record([[bank.noah]]);
    await bank.newKey();
    await bank.seal();
    expect((await verified(await bank.export(), earlier)).findings).toEqual([]);
  });

  it('is found where the record was cut off at a checkpoint and signed again', async () => {
    await cutOffAfter(bank, 1);
    const lines = await bank.export();
    expect((await verified(lines)).findings).toEqual([]);
    expect((await verified(lines, earlier)).findings).toEqual([
      { line: lines.length, what: expect.stringContaining('was cut off') },
    ]);
  });

  it('is found where what was cut off was written anew, and sealed by the bank itself', async () => {
    await cutOffAfter(bank, 1);
    await bank.record([[undefined], [undefined]]);
    await bank.seal();
    const lines = await bank.export();
    expect((await verified(lines)).findings).toEqual([]);
    expect((await verified(lines, earlier)).findings).toEqual([
      { line: lines.length - 1, what: expect.stringContaining('written anew') },
    ]);
  });

  it('is found where it is of another bank', async () => {
    const { findings } = await verified(await bank.export(), { ...earlier, bank: 'granite' });
    expect(findings).toEqual([{ line: 1, what: expect.stringContaining('another bank') }]);
  });
});
