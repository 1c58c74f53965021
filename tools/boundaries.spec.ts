import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** What is linted: files that are put beside copies of every project's manifest, by path. */
const probes: Record<string, string> = {
  'libs/platform/src/clean.ts':
    "import { fastify } from 'fastify';\nimport '@sandbank/crypto';\nexport const server = fastify();\n",
  'libs/ui/src/tag-violation.ts': "import '@sandbank/crypto';\n",
  'apps/resource-server/src/imports-an-app.ts': "import '@sandbank/authorization-server';\n",
  'apps/tpp-portal/src/imports-policy.ts': "import '@sandbank/fapi-policy';\n",
  'apps/tpp-portal/src/imports-policy-through-a-feature.ts':
    "import '@sandbank/protected-resource';\n",
  'apps/directory/src/imports-consent.ts': "import '@sandbank/consent';\n",
  'libs/consent/src/imports-testing.ts': "import '@sandbank/testing';\n",
  'libs/consent/src/imports-testing.spec.ts': "import '@sandbank/testing';\n",
  'libs/crypto/src/circle.ts': "import '@sandbank/oauth';\n",
  'libs/oauth/src/circle.ts': "import '@sandbank/crypto';\n",
  'libs/crypto/src/banned.ts': "import '@nestjs/common';\n",
  'libs/oauth/src/banned.ts': "import 'typeorm';\n",
  'libs/fapi-policy/src/banned.ts': "import 'passport';\n",
  'libs/consent/src/banned.ts': "import 'fastify';\n",
  'libs/ui/src/banned.ts': "import 'zod';\n",
  'libs/oauth/src/syntax.ts': [
    'export enum Colour { Red }',
    'export const now = Date.now();',
    'export const today = new Date();',
    'export const home = process.env.HOME;',
    'export default now;',
    '',
  ].join('\n'),
  'libs/oauth/src/clock.ts': 'export const now = Date.now();\n',
  'libs/oauth/src/types.ts':
    'export const first = (items: string[]): string => items[0]!;\nexport const untyped: any = 1;\n',
};

interface Finding {
  ruleId: string | null;
  messageId?: string;
  message: string;
}

let copy: string;
let findings: Map<string, Finding[]>;

const manifests = () =>
  globSync(
    [
      '*.{json,mjs}',
      '.nxignore',
      '{apps,libs}/*/{package,tsconfig}.json',
      'apps/*/ui/package.json',
      'e2e/package.json',
      'tools/lint/*.mjs',
    ],
    { cwd: root },
  );

/** The installed packages, with the workspace's own names led to the copy instead of the original. */
const linkModules = (): void => {
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@sandbank'), { recursive: true });
  for (const entry of readdirSync(join(root, 'node_modules'))) {
    if (entry !== '@sandbank') symlinkSync(join(root, 'node_modules', entry), join(modules, entry));
  }
  for (const project of globSync('{apps,libs}/*', { cwd: copy })) {
    symlinkSync(join(copy, project), join(modules, '@sandbank', basename(project)));
    mkdirSync(join(copy, project, 'src'));
    writeFileSync(join(copy, project, 'src/index.ts'), 'export {};\n');
  }
};

/** Lints the probes with the committed configuration, in a folder where a violation hurts nobody. */
const lint = (): Map<string, Finding[]> => {
  const eslint = join(root, 'node_modules/eslint/bin/eslint.js');
  const run = spawnSync(process.execPath, [eslint, '--format', 'json', ...Object.keys(probes)], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NX_DAEMON: 'false', NX_WORKSPACE_ROOT_PATH: copy, NODE_OPTIONS: '' },
  });
  const start = run.stdout.indexOf('[{');
  if (start < 0) throw new Error(`eslint gave no report: ${run.stdout}${run.stderr}`);
  const report = JSON.parse(run.stdout.slice(start)) as { filePath: string; messages: Finding[] }[];
  return new Map(
    report.map(({ filePath, messages }) => [filePath.slice(copy.length + 1), messages]),
  );
};

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'sandbank-boundaries-'));
  for (const file of manifests()) cpSync(join(root, file), join(copy, file));
  linkModules();
  for (const [file, text] of Object.entries(probes)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  findings = lint();
}, 120_000);

afterAll(() => {
  if (existsSync(copy)) rmSync(copy, { recursive: true });
});

const boundary = (file: string): (string | undefined)[] =>
  findings
    .get(file)!
    .filter(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries')
    .map(({ messageId }) => messageId);

describe('the direction of dependencies', () => {
  it('lets a clean file pass', () => {
    expect(findings.get('libs/platform/src/clean.ts')).toEqual([]);
  });

  it.each(['libs/ui/src/tag-violation.ts', 'apps/resource-server/src/imports-an-app.ts'])(
    'refuses an import against the direction: %s',
    (file) => {
      expect(boundary(file)).toEqual(['onlyTagsConstraintViolation']);
    },
  );

  it.each([
    'apps/tpp-portal/src/imports-policy.ts',
    'apps/tpp-portal/src/imports-policy-through-a-feature.ts',
    'apps/directory/src/imports-consent.ts',
  ])('keeps the server’s opinions from client and directory: %s', (file) => {
    expect(boundary(file)).toEqual(['notTagsConstraintViolation']);
  });

  it('shows the testing library to specs alone', () => {
    expect(boundary('libs/consent/src/imports-testing.ts')).toEqual([
      'onlyTagsConstraintViolation',
    ]);
    expect(boundary('libs/consent/src/imports-testing.spec.ts')).toEqual([]);
  });

  it.each(['libs/crypto/src/circle.ts', 'libs/oauth/src/circle.ts'])(
    'refuses a circle between two projects that may see each other: %s',
    (file) => {
      expect(boundary(file)).toEqual(['noCircularDependencies']);
    },
  );

  it.each(['crypto', 'oauth', 'fapi-policy', 'consent', 'ui'])(
    'refuses a banned package in %s',
    (library) => {
      expect(boundary(`libs/${library}/src/banned.ts`)).toEqual(['bannedExternalImportsViolation']);
    },
  );
});

describe('the style that lint can see', () => {
  it('refuses enum, wall clock, environment and default export', () => {
    const messages = findings
      .get('libs/oauth/src/syntax.ts')!
      .filter(({ ruleId }) => ruleId === 'no-restricted-syntax')
      .map(({ message }) => message.split(/[ ,:]/)[0]);
    expect(messages).toEqual(['Use', 'Time', 'Time', 'Settings', 'Export']);
  });

  it('lets a clock look at the time', () => {
    expect(findings.get('libs/oauth/src/clock.ts')).toEqual([]);
  });

  it('refuses any and non-null assertions', () => {
    const rules = findings.get('libs/oauth/src/types.ts')!.map(({ ruleId }) => ruleId);
    expect(rules).toContain('@typescript-eslint/no-non-null-assertion');
    expect(rules).toContain('@typescript-eslint/no-explicit-any');
  });
});
