import type { Context } from '../context.js';
import type { ProcessIdentity } from '../process-identity.js';

/** Something wrong, in one sentence, and how to mend it, in another. */
export interface Problem {
  readonly what: string;
  readonly cure: string;
}

/** What the examination knows before it begins. */
export interface Patient extends Context {
  /** The running launcher, if there is one. */
  readonly launcher: ProcessIdentity | undefined;
}

/** One examination; an empty list means well. */
export interface HealthCheck {
  readonly title: string;
  examine(patient: Patient): Promise<Problem[]>;
}
