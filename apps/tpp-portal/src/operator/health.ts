import type { ClientHealth } from '../records/operator-records.client.js';
import type { RecordingServer } from '../records/recorded.js';

/** How a client fares at both servers; times in milliseconds. */
export interface AppHealth {
  readonly clientId: string;
  readonly exchanges: number;
  readonly refused: number;
  readonly lastAt: string | null;
  readonly servers: readonly {
    readonly server: RecordingServer;
    readonly exchanges: number;
    readonly medianMs: number | null;
    readonly p95Ms: number | null;
  }[];
}

/** One line for each client, busiest first. */
export function healthOf(told: readonly ClientHealth[]): readonly AppHealth[] {
  const byClient = [...Map.groupBy(told, ({ client_id: id }) => id)];
  return byClient
    .map(([clientId, rows]) => ({
      clientId,
      exchanges: rows.reduce((sum, row) => sum + row.exchanges, 0),
      refused: rows.reduce((sum, row) => sum + row.refused, 0),
      lastAt: rows.map((row) => row.last_at).reduce(later, null),
      servers: rows.map((row) => ({
        ...{ server: row.server, exchanges: row.exchanges },
        ...{ medianMs: row.median_ms, p95Ms: row.p95_ms },
      })),
    }))
    .sort((one, other) => other.exchanges - one.exchanges);
}

const later = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one;
