import type { RecordingServer } from '../api/types.js';

/** A line of an application's log. */
export interface LogEntry {
  id: string;
  at: string;
  interaction_id: string;
  bank: string;
  server: RecordingServer;
  lane: 'browser' | 'client';
  method: string;
  endpoint: string;
  title: string;
  status: number;
  duration_ms: number;
  error: string | null;
  clause: string | null;
  flow: string | null;
  claimed: boolean;
  suppressed: number;
}

/** What the log is filtered by, as it stands in the address. */
export const filterNames = ['bank', 'server', 'status', 'endpoint', 'interaction_id'] as const;
export type LogFilter = Partial<Record<(typeof filterNames)[number], string>>;

/** The filter that an address holds; empty values are none. */
export const filterOf = (query: URLSearchParams): LogFilter =>
  Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = query.get(name)?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );

export const entriesMax = 500;

/** Entries with those that came, latest first, each once; beyond `most` the oldest fall out. */
export function withEntries(
  known: readonly LogEntry[],
  fresh: readonly LogEntry[],
  most = Math.max(entriesMax, known.length),
): readonly LogEntry[] {
  const byId = new Map([...known, ...fresh].map((entry) => [entry.id, entry]));
  if (byId.size === known.length) return known;
  return [...byId.values()].sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, most);
}
