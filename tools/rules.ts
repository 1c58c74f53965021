import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readRegister, type Clause } from './clause-register.ts';
import { specificationOf } from './conformance-statement.ts';

// The pages of the rules that can refuse, made from docs/clauses.json: what the servers tell of a rejection, and what
// the portal shows at /rules. `node tools/rules.ts` writes them; with `--check` it fails where they are stale.

const root = resolve(import.meta.dirname, '..');
const portalFile = join(root, 'apps/tpp-portal/ui/src/rules/rules.generated.json');
const serverFile = join(root, 'libs/platform/src/refusals/rules.generated.ts');

/** A rule's page. */
export interface RulePage {
  /** The clause, also the last part of the page's address. */
  readonly id: string;
  /** What it demands, in our words. */
  readonly summary: string;
  readonly roles: Clause['roles'];
  readonly level: Clause['level'];
  readonly specification: string;
  /** What to change in a client that it refuses. */
  readonly fix: string;
  /** The public text of the clause. */
  readonly url: string;
}

const openId = 'https://openid.net/specs';
const texts: readonly (readonly [prefix: string, text: string])[] = [
  ['SP-', `${openId}/fapi-security-profile-2_0-final.html#section-`],
  ['MS-', `${openId}/fapi-message-signing-2_0-final.html#section-`],
  ['IA-', `${openId}/fapi-2_0-implementation-advice.html#section-`],
  ['GM-', `${openId}/oauth-v2-grant-management-ID1.html#section-`],
  ['OIDC-3.1.2.1', `${openId}/openid-connect-core-1_0.html#AuthRequest`],
  ['OIDC-3.1.2.6', `${openId}/openid-connect-core-1_0.html#AuthError`],
  ['OIDC-9', `${openId}/openid-connect-core-1_0.html#ClientAuthentication`],
  ['OIDC-', `${openId}/openid-connect-core-1_0.html`],
];

/** Where everybody can read the clause: the section that its name holds. */
export const textOf = (id: string): string => {
  const [, rfc, rfcSection] = /^RFC(\d+)-(\d+(?:\.\d+)*)/.exec(id) ?? [];
  if (rfc !== undefined) return `https://www.rfc-editor.org/rfc/rfc${rfc}#section-${rfcSection}`;
  const [prefix = '', text = ''] = texts.find(([start]) => id.startsWith(start)) ?? [];
  if (!text.endsWith('-')) return text;
  return text + (/^\d+(?:\.\d+)*/.exec(id.slice(prefix.length))?.[0] ?? '');
};

/** The pages, in the order of the register. */
export const rulePages = (register: readonly Clause[]): RulePage[] =>
  register.flatMap(({ id, summary, roles, level, fix }) =>
    fix === undefined
      ? []
      : [{ id, summary, roles, level, specification: specificationOf(id), fix, url: textOf(id) }],
  );

const citations = /\b(?:rule|citing)\(\s*'([A-Z][A-Za-z0-9]*-[^']+)'/g;

/** Every clause that shipped code can cite when it refuses. */
export const citedInCode = (): Set<string> => {
  const files = globSync('{libs,apps}/*/src/**/*.ts', { cwd: root });
  const shipped = files.filter((file) => !file.endsWith('.spec.ts'));
  const texts = shipped.map((file) => readFileSync(join(root, file), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(citations)].map(([, id]) => id ?? '')));
};

const written = async (path: string, text: string): Promise<string> =>
  format(text, { ...(await resolveConfig(path)), filepath: path });

const serverModule = (pages: readonly RulePage[]): string => {
  const rules = pages.map(({ id, specification, summary, fix }) => [
    id,
    { specification, summary, fix },
  ]);
  return `// Made from docs/clauses.json by \`node tools/generated-docs.mjs\`; do not edit.

/** A rule that can refuse: what it demands, and what to change in a client that it refuses. */
export interface ExplainedRule {
  readonly specification: string;
  readonly summary: string;
  readonly fix: string;
}

/** The rules by clause. */
export const rules: Readonly<Record<string, ExplainedRule | undefined>> = ${JSON.stringify(Object.fromEntries(rules))};
`;
};

const filesOf = async (pages: readonly RulePage[]): Promise<[string, string][]> => [
  [portalFile, await written(portalFile, JSON.stringify(pages))],
  [serverFile, await written(serverFile, serverModule(pages))],
];

/** The generated files that are not what the register makes. */
export const staleRulePages = async (register: readonly Clause[]): Promise<string[]> => {
  const files = await filesOf(rulePages(register));
  return files
    .filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
    .map(([path]) => path.slice(root.length + 1));
};

const main = async (check: boolean): Promise<number> => {
  const register = readRegister();
  if (!check) {
    for (const [path, text] of await filesOf(rulePages(register))) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return 0;
  }
  const stale = await staleRulePages(register);
  for (const path of stale)
    console.error(`${path} is not what docs/clauses.json makes. Cure: node tools/rules.ts`);
  return stale.length === 0 ? 0 : 1;
};

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.includes('--check'));
}
