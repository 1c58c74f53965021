// Whether a page of transactions costs the same in a large account as in a small one: `node bench/transactions-at-size.mjs`.
// A bank with 1,000,000 entries, 100,000 of them in one account and 100 in another; pages of 100 of either are read in turn.
// Statements are timed at the resource server's own connection, requests from their headers to the last byte of the answer,
// as the server sees them: token, proof, consent, page and the durable record of the access. Read the ratios.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'sandbank-at-size-'));
const report = join(folder, 'report.json');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const words = ['apps/resource-server/test/transactions-at-size.spec.ts', '--silent'];

const child = spawn(process.execPath, ['--experimental-vm-modules', jest, ...words], {
  cwd: root,
  env: { ...process.env, SANDBANK_AT_SIZE_REPORT: report },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const code = await new Promise((done) => child.once('close', done));
try {
  if (code !== 0) throw new Error('a page was not what it must be, or the run failed');
  print(JSON.parse(readFileSync(report, 'utf8')));
} finally {
  rmSync(folder, { recursive: true });
}

function print({ entries, loadSeconds, statement, request }) {
  console.log(
    `${entries} entries, filled in ${Math.round(loadSeconds)} s; medians in milliseconds\n`,
  );
  const line = (...cells) =>
    console.log(
      cells.map((cell, at) => String(cell)[at ? 'padStart' : 'padEnd'](at ? 10 : 36)).join(''),
    );
  line('', 'statement', 'ratio', 'request', 'ratio');
  const names = {
    small: 'small account, first page',
    first: 'large account, first page',
    middle: 'large account, page 500 of 1000',
    last: 'large account, last page',
  };
  for (const [name, words] of Object.entries(names)) {
    const figures = [statement, request].flatMap((times) => [
      times[name].toFixed(2),
      (times[name] / times.small).toFixed(2),
    ]);
    line(words, ...figures);
  }
}
