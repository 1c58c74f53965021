import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '../../test/temporary-home.js';
import { choosePorts } from '../ports.js';
import { writeState } from '../state-file.js';
import { systemClock } from '../system-clock.js';
import { verifyBooks } from './ledger.js';

const counted = { accounts: 3, journals: 2, entries: 4, openHolds: 1, payments: 1, checks: 18 };

/** What the command prints, and its exit code, when the resource server has found these faults. */
async function told(faults: readonly object[], json = false): Promise<[number, string]> {
  const home = await temporaryHome();
  await writeState(home.ports, await choosePorts(9440, async () => true));
  const folder = join(home.folder, 'apps', 'resource-server', 'dist');
  await mkdir(folder, { recursive: true });
  const result = JSON.stringify({ result: { ...counted, faults } });
  await writeFile(join(folder, 'operate.js'), `console.log(${JSON.stringify(result)})`);
  const databaseUrl = 'postgres://admin@db.example/postgres';
  const context = { home, apps: join(home.folder, 'apps'), databaseUrl, clock: systemClock };
  const lines: string[] = [];
  const code = await verifyBooks(context, { json }, (line) => lines.push(line));
  return [code, lines.join('\n')];
}

describe('ledger verify', () => {
  it('says how much was proved', async () => {
    const [code, text] = await told([]);
    expect(code).toBe(0);
    expect(text).toMatch(/^✔ 4 entries in 2 journals on 3 accounts balance\./);
  });

  it('ends with 1 and a line for each fault', async () => {
    const faults = [
      { check: 'limits are kept', fault: 'account a is below' },
      { check: 'journals balance', fault: 'journal b is off' },
    ];
    expect(await told(faults)).toEqual([
      1,
      '✘ limits are kept: account a is below\n✘ journals balance: journal b is off',
    ]);
    const [code, text] = await told(faults, true);
    expect([code, JSON.parse(text)]).toEqual([1, { ...counted, faults }]);
  });
});
