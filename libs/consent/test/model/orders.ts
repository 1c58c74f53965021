import { writtenOf, type Written } from './agreement.js';
import type { Step } from './steps.js';
import { take, type Answer, type World } from './world.js';

/** What came of steps: the answer to each, in the order in which they were given, and what is written down. */
export interface Outcome {
  readonly answers: readonly Answer[];
  readonly written: Written;
}

/** What may come of steps that are taken at once: the outcome of every order of them. */
export function orders(world: World, steps: readonly Step[]): Outcome[] {
  return permutations(steps.map((_, at) => at)).map((order) => {
    const copy = structuredClone(world);
    const answers: Answer[] = [];
    for (const at of order) answers[at] = take(copy, steps[at]!);
    return { answers, written: writtenOf(copy) };
  });
}

/** Leaves out what makes the same name twice: in life names are drawn, and never meet. */
export function distinct(steps: readonly (Step | undefined)[]): Step[] {
  const made = new Set<string>();
  return steps.filter((step): step is Step => {
    if (step === undefined) return false;
    const isMaking = step.do === 'create' || (step.do === 'approve' && step.action === 'create');
    const name = step.do === 'create' ? step.consent : step.do === 'approve' ? step.grant : '';
    if (!isMaking) return true;
    if (made.has(name)) return false;
    made.add(name);
    return true;
  });
}

function permutations(places: readonly number[]): number[][] {
  if (places.length === 0) return [[]];
  return places.flatMap((first) =>
    permutations(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
  );
}
