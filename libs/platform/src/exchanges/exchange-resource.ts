import { endpointName } from '../refusals/endpoint-name.js';
import { rules } from '../refusals/rules.generated.js';
import type { ExchangeDetail } from './exchange-detail.js';
import type { ExchangeOptions, Lane } from './exchange-options.js';
import type { ExchangeQuery } from './exchange-query.js';
import type { ExchangeRow, WholeExchangeRow } from './exchange.store.js';

export type RecordingServer = ExchangeOptions['server'];

/** An exchange as lists show it (docs/records.md); `duration_ms` in milliseconds. */
export interface ExchangeResource {
  readonly id: string;
  readonly at: string;
  readonly interaction_id: string;
  readonly server: RecordingServer;
  readonly lane: Lane;
  readonly method: string;
  readonly endpoint: string;
  readonly status: number;
  readonly duration_ms: number;
  readonly error: string | null;
  readonly clause: string | null;
  readonly flow: string | null;
  readonly grant_id: string | null;
  /** The request only named this client. */
  readonly claimed: boolean;
  /** How many exchanges just before it were counted and not kept. */
  readonly suppressed: number;
}

/** A rule that the request met, or did not. */
export interface ExecutedRuleResource {
  readonly clause: string;
  readonly passed: boolean;
  readonly summary: string | null;
  readonly specification: string | null;
}

/** An exchange with all that is kept of it. */
export interface WholeExchangeResource extends ExchangeResource, ExchangeDetail {
  readonly rules: readonly ExecutedRuleResource[];
  readonly timings: {
    readonly started_at: string;
    readonly answered_at: string;
    readonly duration_ms: number;
  };
}

export interface ExchangePage {
  readonly exchanges: readonly ExchangeResource[];
  /** The next page, absent on the last. */
  readonly next?: string;
}

export function exchangeResource(row: ExchangeRow, server: RecordingServer): ExchangeResource {
  const { id, occurred_at: at, interaction_id, lane, route, status, duration_ms } = row;
  const { error, clause, flow, grant_id, claimed, suppressed } = row;
  return {
    ...{ id, at: at.toISOString(), interaction_id, server, lane },
    ...{ method: route.split(' ', 1)[0] ?? '', endpoint: endpointName(route) },
    ...{ status, duration_ms, error, clause, flow, grant_id, claimed, suppressed },
  };
}

export function wholeExchange(
  row: WholeExchangeRow,
  server: RecordingServer,
): WholeExchangeResource {
  const { request, response, decoded, rules: executed } = row.detail;
  const { occurred_at: startedAt, duration_ms } = row;
  return {
    ...exchangeResource(row, server),
    ...{ request, response, decoded },
    rules: executed.map(({ clause, passed }) => ({
      ...{ clause, passed },
      summary: rules[clause]?.summary ?? null,
      specification: rules[clause]?.specification ?? null,
    })),
    timings: {
      started_at: startedAt.toISOString(),
      answered_at: new Date(startedAt.getTime() + Math.round(duration_ms)).toISOString(),
      duration_ms,
    },
  };
}

/** The page that answers a query; `rows` holds one more than its limit when there is a next. */
export function exchangePage(
  rows: readonly ExchangeRow[],
  query: ExchangeQuery,
  place: { readonly server: RecordingServer; readonly url: string },
): ExchangePage {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const exchanges = shown.map((row) => exchangeResource(row, place.server));
  if (rows.length <= query.limit || last === undefined) return { exchanges };
  const next = new URL(place.url);
  for (const [name, value] of Object.entries(query.filters)) {
    if (value !== undefined) next.searchParams.set(name, value);
  }
  next.searchParams.set('limit', String(query.limit));
  next.searchParams.set(query.after === undefined ? 'before' : 'after', last.id);
  return { exchanges, next: next.href };
}
