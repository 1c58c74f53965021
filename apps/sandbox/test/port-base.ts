import { randomInt } from 'node:crypto';

/** A port base of this spec's own: several runs may share a machine. */
export function somePortBase(): number {
  return 10_240 + 10 * randomInt(900);
}
