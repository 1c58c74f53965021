import { randomUUID } from 'node:crypto';
import type { HttpsAnswer, HttpsRequest } from '@sandbank/testing';
import type { Harness } from '../harness.js';
import { rows } from '../state-matrix/expectations.js';
import { situations } from '../state-matrix/situations.js';

/** A call that would succeed, were nothing changed of it. */
export interface GoodCall {
  readonly route: string;
  readonly url: string;
  readonly token: string;
  readonly request: HttpsRequest;
  /** What it is answered: that there is no such resource, where nothing was made for it. */
  readonly status: number;
}

/** For each route that takes a token: its call, with a token that opens it. */
export function goodCalls(bank: Harness): Promise<readonly GoodCall[]> {
  return Promise.all(
    Object.entries(rows).map(async ([route, row]) => {
      const [opens] = row.outcomes.AUTHORISED;
      const situation = opens === 403 ? 'token of the client’s own' : 'AUTHORISED';
      const { agreement, claims } = await situations[situation](bank, row.type);
      return {
        route,
        url: bank.baseUrl + row.path(agreement),
        token: await bank.token(claims),
        request: row.request?.(agreement) ?? {},
        status: row.outcomes[situation][0],
      };
    }),
  );
}

/** The call with changes; header fields are changed one by one. */
export async function changedCall(
  bank: Harness,
  { url, token, request }: GoodCall,
  changes: HttpsRequest & { readonly url?: string } = {},
): Promise<HttpsAnswer> {
  const headers = {
    ...request.headers,
    'x-fapi-interaction-id': randomUUID(),
    ...(request.headers?.['x-idempotency-key'] !== undefined && {
      'x-idempotency-key': randomUUID(),
    }),
    ...changes.headers,
  };
  return bank.call(changes.url ?? url, token, { ...request, ...changes, headers });
}

/** Runs the calls, a few at a time. */
export async function inTurns<T>(
  items: readonly T[],
  run: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await run(item);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

// What is written of a call that was refused.
const told = [
  ...['access_record', 'rejection', 'exchange', 'replay_guard', 'audit', 'call_count'],
  'event_poller',
];

/** How many rows there are of everything that a call could change. */
export async function rowCounts(bank: Harness): Promise<Readonly<Record<string, number>>> {
  const tables = await bank.test.query<{ name: string }>(
    `SELECT schemaname || '.' || quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname IN ('consent', 'resource_server') ORDER BY 1`,
  );
  const counted = tables.filter(({ name }) => !told.some((word) => name.includes(word)));
  const counts = await bank.test.query<{ name: string; count: number }>(
    counted
      .map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS count FROM ${name}`)
      .join(' UNION ALL '),
  );
  return Object.fromEntries(counts.map(({ name, count }) => [name, count]));
}
