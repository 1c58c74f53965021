import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

const ignored = /^(node_modules|dist|\.git|\.nx|\.sandbank.*|coverage)$/;

/** Files that git holds; without git (a bare machine with an unpacked archive), all but the ignored ones. */
const committedFiles = (): string[] => {
  const git = spawnSync('git', ['ls-files', '-z', '--cached'], { cwd: root, encoding: 'utf8' });
  if (git.status === 0) {
    return git.stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  }
  return readdirSync(root, { withFileTypes: true })
    .filter(({ name }) => !ignored.test(name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? globSync('**/*', {
            cwd: join(root, entry.name),
            exclude: ({ name }) => ignored.test(name),
            withFileTypes: true,
          })
            .filter((file) => file.isFile())
            .map((file) => relative(root, join(file.parentPath, file.name)))
        : [entry.name],
    );
};

// Put together from parts, so that this file does not find itself.
const parts = (...words: string[]): string => words.join('|');
const forbidden: Record<string, RegExp> = {
  'a path of one machine': new RegExp(
    `(?<![\\w.-])(/(${parts('home', 'root', 'Users', 'work', 'workspace', 'builds')})/|[A-Z]:\\\\Users)`,
  ),
  'a package registry': new RegExp(
    `(?<![\\w-])registry\\.[a-z-]+\\.[a-z]{2}|(${parts('npm', 'yarn')})(js|pkg)\\.(org|com)`,
    'i',
  ),
  'a private key in PEM': /BEGIN ([A-Z]+ )*PRIVATE KEY-----(\\n|[\s"'`+,])*[A-Za-z\d+/]{32}/,
  'a private key in a JWK': /["']?\bd["']?\s*:\s*["'][\w-]{20,}["']/,
};

/** What a text must not say, by name; an empty list is good. */
const offences = (text: string): string[] =>
  Object.entries(forbidden)
    .filter(([, pattern]) => pattern.test(text))
    .map(([name]) => name);

const isText = (bytes: Buffer): boolean => !bytes.subarray(0, 8000).includes(0);

describe('what git holds', () => {
  it.each([
    ['a path of one machine', ['see /ho', 'me/someone/sandbank']],
    ['a package registry', ['https://regi', 'stry.npm', 'js.org/x.tgz']],
    ['a private key in PEM', ['-----BEGIN EC ', 'PRIVATE KEY-----\n', 'MHcC'.repeat(16)]],
    ['a private key in a JWK', ['{"kty":"EC","d"', ':"', 'x'.repeat(43), '"}']],
  ])('would be caught with %s', (name, pieces) => {
    expect(offences(pieces.join(''))).toEqual([name]);
  });

  it('names no machine, no registry and no private key', () => {
    const found = committedFiles().flatMap((file) => {
      if (file === 'package-lock.json') return [];
      const bytes = readFileSync(join(root, file));
      const names = isText(bytes) ? offences(bytes.toString('utf8')) : [];
      return names.map((name) => `${file}: ${name}`);
    });
    expect(found).toEqual([]);
  });

  it('locks packages by content, not by the place they came from', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const entries = Object.entries(lock.packages);
    expect(entries.length).toBeGreaterThan(100);
    const placed = entries.filter(([, { resolved }]) => resolved?.includes('://') === true);
    expect(placed.map(([name]) => name)).toEqual([]);
  });

  it('keeps generated and secret folders out', () => {
    const stray = committedFiles().filter((file) =>
      /(^|\/)(node_modules|dist|\.sandbank[^/]*|\.nx|coverage)\//.test(file),
    );
    expect(stray).toEqual([]);
  });
});
