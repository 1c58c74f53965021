import { readRegister, registerProblems } from './clause-register.ts';
import { pageIsCurrent, writePage } from './conformance-statement.ts';

// The register of clauses: docs/clauses.json is written by hand, docs/clauses.md is made from it.
// `node tools/clauses.ts` writes the page; with `--check` it fails where the page is not what it would write.

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
  if (!check) await writePage(register);
  return problems.length === 0 ? 0 : 1;
};

if (process.argv[1] === import.meta.filename) {
  process.exitCode = await main(process.argv.includes('--check'));
}
