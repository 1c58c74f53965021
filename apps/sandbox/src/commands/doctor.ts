import type { Context } from '../context.js';
import { database } from '../doctor/database.js';
import { clock, disk, installation, nodeVersion } from '../doctor/machine.js';
import { certificates, leftovers, permissions, ports } from '../doctor/state.js';
import type { HealthCheck, Problem } from '../doctor/check.js';
import { LauncherError, wordsOf } from '../launcher-error.js';
import { lockHolder } from '../lock.js';

const checks: readonly HealthCheck[] = [
  nodeVersion,
  installation,
  disk,
  clock,
  permissions,
  leftovers,
  ports,
  certificates,
  database,
];

/** Names everything that is wrong, each in one line with its cure; resolves to 0 when nothing is, else 1. */
export async function examine(context: Context, print: (text: string) => void): Promise<number> {
  const launcher = await lockHolder(context.home).catch(() => undefined);
  let healthy = true;
  for (const check of checks) {
    const problems = await check.examine({ ...context, launcher }).catch(asProblems);
    if (problems.length === 0) print(`✔ ${check.title}`);
    else healthy = false;
    for (const { what, cure } of problems) print(`✘ ${what}. Cure: ${cure}.`);
  }
  return healthy ? 0 : 1;
}

function asProblems(error: unknown): Problem[] {
  const cure = error instanceof LauncherError ? error.cure : 'start anew with --reset';
  return [{ what: wordsOf(error), cure }];
}
