import type { Flow, FlowDetail, Hop, SilentServer } from '../api/types.js';

export type Outcome = 'pending' | 'completed' | 'refused';

/** A journey as the pages show it, wherever it was recorded. */
export interface ViewedFlow {
  readonly id: string;
  /** The demo app’s own recording, or the bank’s records of a client. */
  readonly source: 'demo' | 'records';
  readonly bankName: string;
  readonly appName: string;
  readonly outcome: Outcome;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly startedAt: string;
  readonly recordingFull: boolean;
  readonly hops: readonly Hop[];
}

/** A flow of an application as the back end tells it, with the hops that were not known. */
export interface RecordedFlow {
  flow: string;
  bank: string;
  bankName: string;
  appName: string;
  outcome: Outcome;
  error: string | null;
  startedAt: string;
  recordingFull: boolean;
  hops: Hop[];
  silent: SilentServer[];
}

const outcomes: Readonly<Record<Flow['status'], Outcome>> = {
  started: 'pending',
  redirected: 'pending',
  returned: 'pending',
  connected: 'completed',
  failed: 'refused',
};

/** A journey of the demo app. */
export const viewOfDemo = (
  flow: FlowDetail,
  names: { bankName: string; appName: string },
): ViewedFlow => ({
  ...names,
  id: flow.flowId,
  source: 'demo',
  outcome: outcomes[flow.status],
  error: flow.error,
  errorDescription: flow.errorDescription,
  startedAt: flow.startedAt,
  recordingFull: flow.recordingFull,
  hops: flow.hops,
});

const isBefore = (one: Hop, other: Hop): boolean =>
  one.startedAt === other.startedAt
    ? (one.id ?? '') < (other.id ?? '')
    : one.startedAt < other.startedAt;

/** Hops that were known with those that came: each once, in the order of their beginning, numbered from one. */
export function withFreshHops(known: readonly Hop[], fresh: readonly Hop[]): readonly Hop[] {
  const byId = new Map([...known, ...fresh].map((hop) => [hop.id, hop]));
  if (byId.size === known.length) return known;
  return [...byId.values()]
    .sort((one, other) => (isBefore(one, other) ? -1 : 1))
    .map((hop, index) => ({ ...hop, number: index + 1 }));
}

/** The latest record among hops: what is asked for next comes after it. Ids grow with time. */
export const latestId = (hops: readonly Hop[]): string | undefined =>
  hops
    .flatMap(({ id }) => (id === undefined ? [] : [id.slice(0, 36)]))
    .sort()
    .at(-1);
