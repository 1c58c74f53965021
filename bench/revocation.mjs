// How long after a revocation its token is refused, everywhere: `node bench/revocation.mjs` after a build. Two processes of
// each server on one database; 200 revocations, each followed at once by a call at both resource servers. Times are those
// from the answer to the revoking call until the refusal was there, the call itself included.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'sandbank-revocation-'));
const report = join(folder, 'report.json');
const jest = join(root, 'node_modules/jest/bin/jest.js');
const words = ['e2e/src/revocation.spec.ts', '-t', 'every time', '--silent'];

const child = spawn(process.execPath, ['--experimental-vm-modules', jest, ...words], {
  cwd: root,
  env: { ...process.env, SANDBANK_REVOCATION_REPORT: report },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const code = await new Promise((done) => child.once('close', done));
try {
  if (code !== 0) throw new Error('a revoked token was not refused, or the run failed');
  print(JSON.parse(readFileSync(report, 'utf8')));
} finally {
  rmSync(folder, { recursive: true });
}

function print(trials) {
  const column = (value, width) => String(value).padStart(width);
  const line = (name, ...values) =>
    console.log(name.padEnd(28), ...values.map((value) => column(value, 9)));
  line('way', 'refused', 'min ms', 'median', 'worst', 'a call');
  const rows = Map.groupBy(trials, ({ way }) => way);
  for (const [way, of] of [...rows, ['all', trials]]) line(way, ...figures(of));
}

/** The slower of the two resource servers counts; the last column is the median of the calls before, which passed. */
function figures(trials) {
  const slowest = (sights) => Math.max(...sights.map(({ milliseconds }) => milliseconds));
  const sorted = (times) => times.toSorted((one, other) => one - other);
  const after = sorted(trials.map((trial) => slowest(trial.after)));
  const before = sorted(trials.map((trial) => slowest(trial.before)));
  const refused = trials.filter((trial) => trial.after.every(({ status }) => status === 401));
  const middle = (times) => times[Math.floor(times.length / 2)].toFixed(1);
  const ends = [after[0].toFixed(1), middle(after), after.at(-1).toFixed(1)];
  return [`${refused.length}/${trials.length}`, ...ends, middle(before)];
}
