import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryHome } from '../test/temporary-home.js';
import { lastWords, logSince, openLog, sizeOf, trimLog } from './logs.js';

describe('logs', () => {
  it('that grew too large are put aside at the next start', async () => {
    const log = join((await temporaryHome()).folder, 'large.log');
    await writeFile(log, Buffer.alloc(9 * 1024 * 1024, 'x'));
    closeSync(await openLog(log));
    expect(await sizeOf(log)).toBe(0);
    expect(await sizeOf(`${log}.1`)).toBe(9 * 1024 * 1024);
  });

  it('that grow too large under a writer begin anew, and the writer goes on', async () => {
    const log = join((await temporaryHome()).folder, 'growing.log');
    const writer = await openLog(log);
    writeSync(writer, 'old\n');
    await trimLog(log, 100);
    expect(await readFile(log, 'utf8')).toBe('old\n');
    await trimLog(log, 2);
    writeSync(writer, 'new\n');
    closeSync(writer);
    expect(await readFile(log, 'utf8')).toBe('new\n');
    expect(await readFile(`${log}.1`, 'utf8')).toBe('old\n');
  });

  it('are read from where a process began', async () => {
    const log = join((await temporaryHome()).folder, 'two-lives.log');
    await writeFile(log, 'first life\n');
    const offset = await sizeOf(log);
    await appendFile(log, 'second life\n');
    expect(logSince(log, offset)).toBe('second life\n');
    expect(logSince(`${log}.none`, 0)).toBe('');
  });

  it.each([
    [
      'a.js:1\nthrow new Error("no pages");\n      ^\n\nError: no pages\n    at a.js:1:7\n',
      'Error: no pages',
    ],
    [
      '{"level":"info"}\nConfigError: the settings are not usable\n',
      'ConfigError: the settings are not usable',
    ],
    [
      'listening\n{"level":"error","msg":"the port is taken"}\n',
      '{"level":"error","msg":"the port is taken"}',
    ],
    ['one\ntwo\n', 'two'],
    ['', 'without a word'],
  ])('end in words that say why', (output, words) => {
    expect(lastWords(output)).toBe(words);
  });
});
