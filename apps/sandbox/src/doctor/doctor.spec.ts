import { chmod, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { somePortBase } from '../../test/port-base.js';
import { temporaryHome } from '../../test/temporary-home.js';
import { issueAuthority } from '../certificates/issue.js';
import { examine } from '../commands/doctor.js';
import { appsFolder, type Home } from '../home.js';
import { choosePorts } from '../ports.js';
import { secretIn } from '../secrets.js';
import { writeState } from '../state-file.js';
import { externalProblems } from './database.js';
import { clockProblems, diskProblems, nodeProblems } from './machine.js';
import { certificateTrouble } from './state.js';

const now = new Date();

describe('the doctor', () => {
  let home: Home;
  beforeEach(async () => {
    home = await temporaryHome();
  });

  async function visit(databaseUrl?: string): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const context = { home, apps: appsFolder, databaseUrl, clock: { now: () => now } };
    const code = await examine(context, (line) => lines.push(line));
    // Whether the servers are built depends on the machine that runs this spec.
    return { code, lines: lines.filter((line) => !/installation|is not built/.test(line)) };
  }

  it('finds nothing before the first start', async () => {
    const { lines } = await visit();
    expect(lines.every((line) => line.startsWith('✔'))).toBe(true);
  });

  it('names a stolen port with its cure', async () => {
    const ports = await choosePorts(somePortBase());
    await writeState(home.ports, ports);
    const thief = createServer().listen(ports.resourceServer, '127.0.0.1');
    await once(thief, 'listening');
    const { code, lines } = await visit();
    thief.close();
    expect(code).toBe(1);
    expect(lines).toContain(
      `✘ port ${ports.resourceServer} (resource server) is taken by another program. ` +
        `Cure: end that program, or move the sandbox: npm run sandbox -- --port-base ${ports.base + 100}.`,
    );
  });

  it('names a secret that others can read', async () => {
    await secretIn(home.secret('tpp-portal'));
    await chmod(home.secret('tpp-portal'), 0o644);
    const { lines } = await visit();
    const file = home.secret('tpp-portal');
    expect(lines).toContain(`✘ ${file} can be read by others. Cure: chmod 600 ${file}.`);
  });

  it('names what a killed launcher left', async () => {
    await writeState(home.lock, { pid: 999_999, began: 'once', home: home.folder });
    const { lines } = await visit();
    expect(lines).toContain(
      '✘ a launcher that was killed left its lock. Cure: npm run sandbox -- stop.',
    );
  });

  it('names a damaged file', async () => {
    await writeFile(home.ports, '{');
    const { lines } = await visit();
    expect(lines).toContain(
      `✘ ${home.ports} is damaged. Cure: delete it, or start anew with --reset.`,
    );
  });

  it('is content with a real PostgreSQL by URL, and names one that does not answer', async () => {
    const { lines } = await visit(process.env['SANDBANK_TEST_DATABASE_URL']);
    expect(lines).toContain('✔ database');
    const silent = await visit('postgres://someone@127.0.0.1:1/postgres');
    expect(silent.lines.join()).toMatch(/✘ SANDBANK_DATABASE_URL cannot be used: .*ECONNREFUSED/);
  });

  it.each([
    ['an old Node', nodeProblems('20.19.0'), /Node 20.19.0.*need 24/],
    ['a full disk', diskProblems('/srv', 200 * 1024 ** 2), /only 200 MB are free at \/srv/],
    ['a clock that lags', clockProblems(new Date(0), now), /shows 1970-01-01.*before this program/],
    ['a clock of another century', clockProblems(new Date('2126-01-01'), now), /another century/],
    [
      'an old PostgreSQL',
      externalProblems({ version: 130_004, able: true }),
      /version 13; 14 or newer/,
    ],
    [
      'a weak role',
      externalProblems({ version: 180_000, able: false }),
      /may not create databases/,
    ],
  ])('names %s in one sentence with a cure', (_, [problem, ...more], sentence) => {
    expect(problem!.what).toMatch(sentence);
    expect(problem!.cure).toBeTruthy();
    expect(more).toEqual([]);
  });

  it('is content with what is well', () => {
    const well = [
      nodeProblems('24.21.0'),
      diskProblems('/', 2 * 1024 ** 3),
      clockProblems(now, now),
      externalProblems({ version: 140_000, able: true }),
    ];
    expect(well.flat()).toEqual([]);
  });

  it('tells what is wrong with a certificate', async () => {
    const { certificate } = await issueAuthority(['localhost'], now);
    expect(certificateTrouble(certificate, now)).toBeUndefined();
    expect(certificateTrouble(undefined, now)).toBe('is missing');
    expect(certificateTrouble('nonsense', now)).toBe('is not a certificate');
    expect(certificateTrouble(certificate, new Date('2090-01-01'))).toMatch(/^ended on 20/);
    expect(certificateTrouble(certificate, new Date(0))).toContain('not valid yet');
  });
});
