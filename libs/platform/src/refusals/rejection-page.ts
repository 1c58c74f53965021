import { insufficientScope } from '@sandbank/oauth';
import { endpointName } from './endpoint-name.js';
import { rejectionQuery, type RejectionQuery } from './rejection-query.js';
import type { RejectedClient, RejectionRow, RejectionStore } from './rejection.store.js';
import { rules } from './rules.generated.js';

/** A rejection as the client's own developers read it (docs/rejections.md). */
export interface RejectionResource {
  readonly id: string;
  readonly interaction_id: string;
  readonly at: string;
  readonly server: string;
  readonly endpoint: string;
  readonly method: string;
  readonly status: number;
  readonly error: string;
  readonly error_description: string;
  readonly rule: {
    readonly clause: string;
    readonly specification: string | null;
    readonly summary: string | null;
    /** The rule's page in the portal. */
    readonly url: string;
  } | null;
  readonly expected: string | null;
  readonly received: string | null;
  readonly clock_skew_seconds: number | null;
  readonly client_clock_seconds: number | null;
  /** What to change in the client. */
  readonly fix: string | null;
  readonly claimed: boolean;
  readonly suppressed: number;
}

export interface RejectionPage {
  readonly rejections: readonly RejectionResource[];
  readonly next?: string;
}

/** Where a page is served and where its links lead. */
export interface RejectionPlace {
  readonly server: 'authorization-server' | 'resource-server';
  /** URL of the endpoint, without query. */
  readonly url: string;
  readonly portalUrl: string;
}

/**
 * Answers the endpoint for the client that holds the token, and for nobody it acts for.
 * @throws `insufficient_scope` for a customer's token, `invalid_request` for a query of another shape.
 */
export async function clientsOwnRejections(
  store: RejectionStore,
  caller: RejectedClient & { readonly subject: string | undefined },
  given: unknown,
  place: RejectionPlace,
): Promise<RejectionPage> {
  if (caller.subject !== undefined) {
    throw insufficientScope('the access token is not of the client itself').citing('SP-5.3.4-4');
  }
  const query = rejectionQuery(given);
  return rejectionPage(await store.find(caller, query), query, place);
}

/** The page that answers a query; `rows` holds one more than `limit` when there is a next. */
export function rejectionPage(
  rows: readonly RejectionRow[],
  query: RejectionQuery,
  place: RejectionPlace,
): RejectionPage {
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const isLast = rows.length <= query.limit || last === undefined;
  return {
    rejections: shown.map((row) => resource(row, place)),
    ...(!isLast && { next: nextUrl(place.url, query, last.id) }),
  };
}

function nextUrl(url: string, { limit, interactionId }: RejectionQuery, before: string): string {
  const next = new URL(url);
  if (interactionId !== undefined) next.searchParams.set('interaction_id', interactionId);
  next.searchParams.set('limit', String(limit));
  next.searchParams.set('before', before);
  return next.href;
}

function resource(row: RejectionRow, { server, portalUrl }: RejectionPlace): RejectionResource {
  const rule = row.clause === null ? undefined : rules[row.clause];
  return {
    id: row.id,
    interaction_id: row.interaction_id,
    at: row.occurred_at.toISOString(),
    server,
    endpoint: endpointName(row.route),
    method: row.route.split(' ', 1)[0] ?? '',
    status: row.status,
    error: row.error,
    error_description: row.description,
    rule: row.clause === null ? null : ruleOf(row.clause, portalUrl),
    expected: row.expected,
    received: row.received,
    clock_skew_seconds: row.clock_skew_seconds,
    client_clock_seconds: row.client_clock_seconds,
    fix: rule?.fix ?? null,
    claimed: row.claimed_client_id !== null,
    suppressed: row.suppressed ?? 0,
  };
}

const ruleOf = (clause: string, portalUrl: string): RejectionResource['rule'] => ({
  clause,
  specification: rules[clause]?.specification ?? null,
  summary: rules[clause]?.summary ?? null,
  url: `${portalUrl}/rules/${encodeURIComponent(clause)}`,
});
