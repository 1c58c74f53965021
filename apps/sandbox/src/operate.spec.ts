import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '../test/temporary-home.js';
import type { Context } from './context.js';
import { personaOf } from './data/persona.js';
import { readData } from './data/read-data.js';
import { operate, OrderRefused } from './operate.js';
import { choosePorts } from './ports.js';
import { writeState } from './state-file.js';
import { systemClock } from './system-clock.js';

/** A sandbox whose authorization server answers every order with this program. */
async function sandboxAnswering(program: string, databaseUrl?: string): Promise<Context> {
  const home = await temporaryHome();
  await writeState(home.ports, await choosePorts(9440, async () => true));
  const folder = join(home.folder, 'apps', 'authorization-server', 'dist');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'operate.js'), program);
  return { home, apps: join(home.folder, 'apps'), databaseUrl, clock: systemClock };
}
const external = 'postgres://admin:secret@db.example:5433/postgres';
const order = (context: Context) =>
  operate(context, 'authorization-server', { operation: 'client.list', bank: 'harbour' });

describe('an order to a server', () => {
  it('is told to start a sandbox that was never started', async () => {
    const home = await temporaryHome();
    await expect(
      order({ home, apps: '/', databaseUrl: undefined, clock: systemClock }),
    ).rejects.toMatchObject({
      message: 'the sandbox was never started here',
      cure: expect.stringContaining('npm run sandbox'),
    });
  });

  it('is told to start a sandbox that does not run', async () => {
    await expect(order(await sandboxAnswering('process.exit(0)'))).rejects.toMatchObject({
      message: 'the sandbox is not running',
      cure: expect.stringContaining('npm run sandbox'),
    });
  });

  it('goes in on standard input, with the role of the server and a database of its choice', async () => {
    const echo = `let said = ''; process.stdin.on('data', (part) => (said += part)).on('end', () =>
      console.log(JSON.stringify({ result: { said: JSON.parse(said), argv: process.argv.slice(2),
        url: process.env.SANDBANK_DATABASE_URL } })));`;
    expect(await order(await sandboxAnswering(echo, external))).toEqual({
      said: { operation: 'client.list', bank: 'harbour' },
      argv: [],
      url: 'postgres://sandbank_authorization_server@db.example:5433/sandbank',
    });
  });

  it('tells how far it is before it tells the result', async () => {
    const program = `for (const n of [1, 2]) console.log(JSON.stringify({ progress: n + ' of 2' }));
      console.log('{"result":"done"}')`;
    const told: string[] = [];
    const context = await sandboxAnswering(program, external);
    const given = { operation: 'customer.generate' };
    const hear = (progress: string) => void told.push(progress);
    expect(await operate(context, 'authorization-server', given, hear)).toBe('done');
    expect(told).toEqual(['1 of 2', '2 of 2']);
  });

  it('comes back with one line for each problem', async () => {
    const problems = [
      { member: 'redirect_uris.0', message: 'must be https', error: 'invalid_redirect_uri' },
      { message: 'there is no bank x' },
    ];
    const program = `console.log('${JSON.stringify({ problems })}')`;
    const refused = await order(await sandboxAnswering(program, external)).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(OrderRefused);
    expect((refused as OrderRefused).lines).toEqual([
      'redirect_uris.0: must be https (invalid_redirect_uri)',
      'there is no bank x',
    ]);
  });

  it.each([
    [`console.log('{"unavailable":"ECONNREFUSED"}')`, 'the database does not answer: ECONNREFUSED'],
    [`console.error('Error: broken'); process.exit(1)`, 'could not be carried out: Error: broken'],
  ])('that fails is told with a cure: %s', async (program, message) => {
    await expect(order(await sandboxAnswering(program, external))).rejects.toMatchObject({
      message: expect.stringContaining(message),
      cure: expect.any(String),
    });
  });
});

describe('the life of a customer who is added', () => {
  const now = new Date('2026-11-21T12:00:00Z');

  it('is one account, when nothing else is said', async () => {
    const { accounts, habits } = personaOf(await readData(), 'harbour', undefined, now);
    expect(accounts).toMatchObject([{ type: 'CACC', opened: '2024-01-15' }]);
    expect(habits).toEqual([]);
  });

  it('is that of another, with accounts of their own', async () => {
    const life = personaOf(await readData(), 'harbour', 'daniel', now);
    const keys = life.accounts.map(({ key }) => key);
    expect(keys).toEqual(['daniel', 'daniel-card']);
    expect(life.accounts.every(({ sharedWith }) => String(sharedWith) === '')).toBe(true);
    const used = life.habits.flatMap(({ account, from, to, card }) => [account, from, to, card]);
    expect(used.filter((key) => key !== undefined && !keys.includes(key))).toEqual([]);
    expect(life.habits.length).toBeGreaterThan(3);
  });

  it('is refused after somebody who does not exist, with the names of those who do', async () => {
    const data = await readData();
    expect(() => personaOf(data, 'harbour', 'nobody', now)).toThrow('there is no persona nobody');
  });
});
