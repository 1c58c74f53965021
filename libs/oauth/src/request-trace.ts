import { AsyncLocalStorage } from 'node:async_hooks';

/** One run of rules: how many were content before one refused, and all of them where none did. */
export interface RulesRun {
  readonly rules: readonly { readonly clause: string }[];
  readonly passed: number;
}

/** What is learnt of one request while it is answered, for its record; nothing of it decides anything. */
export interface RequestTrace {
  /** In the order in which they ran. */
  readonly runs: RulesRun[];
  /** The pushed request to which it belongs, as a UUID of its own. */
  flow?: string | undefined;
  grantId?: string | undefined;
}

const traces = new AsyncLocalStorage<RequestTrace>();

/** Does the work, and all that follows from it, with this trace. */
export const traced = <T>(trace: RequestTrace, work: () => T): T => traces.run(trace, work);

/** The trace of the request that is being answered; undefined where none is kept. */
export const currentTrace = (): RequestTrace | undefined => traces.getStore();

/** Notes to which pushed request or grant the request that is being answered belongs. */
export function traceTo({ flow, grantId }: Pick<RequestTrace, 'flow' | 'grantId'>): void {
  const trace = traces.getStore();
  if (trace === undefined) return;
  trace.flow = flow ?? trace.flow;
  trace.grantId = grantId ?? trace.grantId;
}
