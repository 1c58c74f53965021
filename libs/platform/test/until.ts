import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once the condition holds; the spec's own time limit ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}
