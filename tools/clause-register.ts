import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const registerFile = join(root, 'docs/clauses.json');

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
const levels = ['M', 'MN', 'S', 'SN', 'O'];
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
  if (clause.level === undefined || !levels.includes(clause.level))
    found.push('has no valid level');
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
