import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

// The register of clauses: docs/clauses.json is written by hand, docs/clauses.md is made from it.
// `node tools/clauses.ts` writes the page; with `--check` it fails where the page is not what it would write.

const root = resolve(import.meta.dirname, '..');
const registerFile = join(root, 'docs/clauses.json');
const pageFile = join(root, 'docs/clauses.md');

/** One demand of a specification and what became of it here. */
export interface Clause {
  /** Specification and clause, as the rules of a profile cite it. */
  readonly id: string;
  /** Who must: authorization server, resource server, client. */
  readonly roles: readonly ('AS' | 'RS' | 'C')[];
  /** Must, must not, should, should not, may. */
  readonly level: 'M' | 'MN' | 'S' | 'SN' | 'O';
  readonly summary: string;
  readonly disposition: 'rule' | 'limit' | 'by-construction' | 'not-applicable' | 'planned';
  /** The cited clause of the rule that sees to it, where that is not this one. */
  readonly rule?: string;
  /** The name of the profile's limit. */
  readonly limit?: string;
  /** `file › part of a title` of the test that goes red when it breaks. */
  readonly test?: string;
  readonly reason?: string;
  /** What to change in a client that the rule refuses: its page in the portal says it. */
  readonly fix?: string;
}

/** What a disposition must be backed by. */
const backing: Record<Clause['disposition'], 'limit' | 'test' | 'reason' | undefined> = {
  rule: undefined,
  limit: 'limit',
  'by-construction': 'test',
  'not-applicable': 'reason',
  planned: 'reason',
};
const levels: Record<Clause['level'], string> = {
  M: 'must',
  MN: 'must not',
  S: 'should',
  SN: 'should not',
  O: 'may',
};
const roles = ['AS', 'RS', 'C'];

/** The committed register. */
export const readRegister = (): Clause[] =>
  JSON.parse(readFileSync(registerFile, 'utf8')) as Clause[];

const testProblem = (test: string): string | undefined => {
  const [file = '', title = ''] = test.split(' › ');
  if (title === '') return `names a test without a title: ${test}`;
  const path = join(root, file);
  if (!/\.spec\.tsx?$/.test(file) || !existsSync(path))
    return `names a test file that does not exist: ${file}`;
  if (!readFileSync(path, 'utf8').includes(title))
    return `names a test that is not in ${file}: ${title}`;
  return undefined;
};

const problemsOf = (clause: Partial<Clause>): string[] => {
  const found: string[] = [];
  if (!clause.roles?.length || clause.roles.some((role) => !roles.includes(role)))
    found.push('has no valid role');
  if (clause.level === undefined || !(clause.level in levels)) found.push('has no valid level');
  if (!clause.summary) found.push('has no summary');
  if (clause.disposition === undefined || !(clause.disposition in backing)) {
    return [...found, 'has no disposition'];
  }
  const needed = backing[clause.disposition];
  if (needed !== undefined && !clause[needed])
    found.push(`is ${clause.disposition} without a ${needed}`);
  if (clause.disposition === 'rule' && clause.rule === undefined && !clause.fix)
    found.push('is a rule without a fix');
  const test = clause.test === undefined ? undefined : testProblem(clause.test);
  return test === undefined ? found : [...found, test];
};

/** Everything that is wrong with a register, one line each; an empty list is good. */
export const registerProblems = (register: readonly Partial<Clause>[]): string[] => {
  const seen = new Set<string>();
  return register.flatMap((clause) => {
    const id = clause.id ?? '(no id)';
    const twice = seen.has(id) ? ['is listed twice'] : [];
    seen.add(id);
    return [...twice, ...problemsOf(clause)].map((problem) => `${id} ${problem}`);
  });
};

const specifications: readonly (readonly [prefix: string, title: string])[] = [
  ['SP-', 'FAPI 2.0 Security Profile'],
  ['RFC6749-', 'RFC 6749 · OAuth 2.0'],
  ['RFC7519-', 'RFC 7519 · JSON Web Token'],
  ['RFC752', 'RFC 7521 and 7523 · Client assertions'],
  ['RFC7591-', 'RFC 7591 · Client metadata'],
  ['RFC7636-', 'RFC 7636 · PKCE'],
  ['RFC8707-', 'RFC 8707 · Resource indicators'],
  ['RFC8725-', 'RFC 8725 · JWT best practice'],
  ['RFC9068-', 'RFC 9068 · JWT access tokens'],
  ['RFC9101-', 'RFC 9101 · Request objects'],
  ['RFC9126-', 'RFC 9126 · Pushed authorization requests'],
  ['RFC9207-', 'RFC 9207 · Issuer identification'],
  ['RFC9396-', 'RFC 9396 · Rich authorization requests'],
  ['RFC9449-', 'RFC 9449 · DPoP'],
  ['RFC9700-', 'RFC 9700 · OAuth security best practice'],
  ['RFC9728-', 'RFC 9728 · Protected resource metadata'],
  ['OIDC-', 'OpenID Connect Core'],
];

const evidence = (clause: Clause): string => {
  const test = clause.test === undefined ? '' : ` (${clause.test.split(' › ').join(': ')})`;
  const limit = clause.limit === undefined ? '' : `limit \`${clause.limit}\``;
  if (clause.disposition === 'rule') {
    return [`rule \`${clause.rule ?? clause.id}\``, limit].filter(Boolean).join(', ') + test;
  }
  if (clause.disposition === 'limit') return limit + test;
  if (clause.disposition === 'by-construction') return `by construction${test}`;
  return `**${clause.disposition.replace('-', ' ')}**: ${clause.reason ?? ''}`;
};

const row = (clause: Clause): string =>
  `| ${clause.id} | ${clause.roles.join(', ')} | ${levels[clause.level]} | ${clause.summary} | ${evidence(clause)} |`;

/** The page that is made from the register. */
export const renderPage = async (register: readonly Clause[]): Promise<string> => {
  const count = (disposition: Clause['disposition']): number =>
    register.filter((clause) => clause.disposition === disposition).length;
  const sections = specifications.map(([prefix, title]) => {
    const rows = register.filter(({ id }) => id.startsWith(prefix)).map(row);
    if (rows.length === 0) return '';
    return `## ${title}\n\n| clause | role | level | demand, in our words | what sees to it |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  const page = `# Clauses

Made from [clauses.json](clauses.json) by \`node tools/clauses.ts\`; do not edit this page.

${register.length} demands on authorization server (AS), resource server (RS) and client (C): ${count('rule')} are rules of a profile's
table, each with an executed refusal; ${count('limit')} are limits of that table; ${count('by-construction')} hold by construction, each
with a test; ${count('not-applicable')} do not apply; **${count('planned')} are planned**: not offered yet, or not yet proved by a test.

${sections.join('\n')}`;
  return format(page, { ...(await resolveConfig(pageFile)), parser: 'markdown' });
};

/** The specification that a clause belongs to. */
export const specificationOf = (id: string): string =>
  specifications.find(([prefix]) => id.startsWith(prefix))?.[1] ?? '';

/** Entries of no known specification would vanish from the page. */
export const homelessClauses = (register: readonly Clause[]): string[] =>
  register
    .filter(({ id }) => !specifications.some(([prefix]) => id.startsWith(prefix)))
    .map(({ id }) => id);

/** True when the committed page is what the register makes. */
export const pageIsCurrent = async (register: readonly Clause[]): Promise<boolean> =>
  existsSync(pageFile) && readFileSync(pageFile, 'utf8') === (await renderPage(register));

const main = async (check: boolean): Promise<number> => {
  const register = readRegister();
  const problems = registerProblems(register);
  for (const problem of problems) console.error(problem);
  if (check && !(await pageIsCurrent(register))) {
    problems.push('stale');
    console.error(
      'docs/clauses.md is not what docs/clauses.json makes. Cure: node tools/clauses.ts',
    );
  }
  if (!check) writeFileSync(pageFile, await renderPage(register));
  return problems.length === 0 ? 0 : 1;
};

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.includes('--check'));
}
