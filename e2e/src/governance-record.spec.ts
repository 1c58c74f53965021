import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { approve } from './http/customer.js';
import { command } from './sandbox/operator-command.js';
import { sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp, type Send, type Tokens } from './sandbox/script-app.js';
import { SecondProcess } from './sandbox/second-process.js';

const description = sandbox();
const harbour = description.banks[0]!;
const customer = description.customers.find(({ bank }) => bank === 'harbour')!;
const accounts = `${harbour.resource_base}/aisp/accounts`;
let app: ScriptApp;
let tokens: Tokens;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbank-record-'));
  app = await ScriptApp.discover(description);
  const request = await app.push();
  tokens = await app.exchange(request, (await approve(request.url, customer)).callback);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const exported = async (name: string): Promise<string> => {
  const file = join(folder, name);
  expect(await command(['audit', 'export', 'harbour', '--out', file])).toMatchObject({ code: 0 });
  return file;
};
const recordsIn = async (file: string) =>
  (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"event": "resource.access"'))
    .map((line) => JSON.parse(line) as { body: { interaction_id: string; decision: string } });

describe('the governance record of a whole sandbox', () => {
  it('is exported and verified while two processes write, against the keys that the bank publishes', async () => {
    const second = await SecondProcess.start(
      ...([sandboxHome(), description, undefined, 'resource-server'] as const),
    );
    try {
      const calls = Array.from({ length: 50 }, (_, n) =>
        app.call(tokens.accessToken, accounts, {
          send: (url, init) => fetch(n % 2 === 0 ? url : second.at(url), init),
        }),
      );
      const meanwhile = exported('meanwhile.jsonl');
      for (const { status } of await Promise.all(calls)) expect(status).toBe(200);
      const file = await exported('after.jsonl');
      for (const each of [await meanwhile, file]) {
        const verified = await command([
          'audit',
          'verify',
          each,
          '--jwks',
          `${harbour.issuer}/jwks`,
        ]);
        expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('✔') });
      }
      const later = await command(['audit', 'verify', file, '--after', await meanwhile]);
      expect(later).toMatchObject({ code: 0, output: expect.stringContaining('It goes on from') });
      expect((await recordsIn(file)).length).toBeGreaterThanOrEqual(50);
    } finally {
      await second.stop();
    }
  });

  it('is told by its line where somebody changed it', async () => {
    const file = await exported('changed.jsonl');
    const lines = (await readFile(file, 'utf8')).split('\n');
    const at = lines.findIndex((line) => line.includes('"decision": "allowed"'));
    lines[at] = lines[at]!.replace('"decision": "allowed"', '"decision": "refused"');
    await writeFile(file, lines.join('\n'));
    const verified = await command(['audit', 'verify', file]);
    expect(verified.code).toBe(1);
    expect(verified.output).toContain(`line ${at + 1} was changed`);
  });

  it('has every call that was answered by a process that was then killed', async () => {
    const second = await SecondProcess.start(
      ...([sandboxHome(), description, undefined, 'resource-server'] as const),
    );
    const answered: string[] = [];
    let isAlive = true;
    const caller = async (): Promise<void> => {
      while (isAlive) {
        const id = crypto.randomUUID();
        const send: Send = (url, init) => {
          const headers = new Headers(init.headers);
          headers.set('x-fapi-interaction-id', id);
          return fetch(second.at(url), { ...init, headers });
        };
        try {
          const answer = await app.call(tokens.accessToken, accounts, { send });
          await answer.arrayBuffer();
          if (answer.status === 200) answered.push(id);
        } catch {
          return;
        }
      }
    };
    const callers = Promise.all(Array.from({ length: 8 }, caller));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await second.kill();
    isAlive = false;
    await callers;
    const ids = new Set(
      (await recordsIn(await exported('killed.jsonl'))).map(({ body }) => body.interaction_id),
    );
    expect(answered.length).toBeGreaterThan(10);
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('forgets a customer by command and stays whole', async () => {
    const { length } = await recordsIn(await exported('before.jsonl'));
    const erased = await command(['audit', 'erase', customer.username, '--bank', 'harbour']);
    expect(erased).toMatchObject({ code: 0, output: expect.stringContaining('are erased') });
    const file = await exported('erased.jsonl');
    expect((await recordsIn(file)).length).toBe(length);
    const verified = await command(['audit', 'verify', file]);
    expect(verified.output).toContain('personal data of one person were erased, as is recorded');
    expect(verified.code).toBe(0);
  });
});
