import { Inject, Injectable } from '@nestjs/common';
import { Database, lastId, statement, type RejectedClient } from '@sandbank/platform';

/** What a pushed request began, from all its exchanges that are kept. */
export interface FlowRow {
  readonly flow: string;
  readonly grant_id: string | null;
  readonly started_at: Date;
  readonly last_at: Date;
  readonly hops: number;
  /** Whether tokens were handed out. */
  readonly completed: boolean;
  /** The error with which its last exchange ended; null where it ended well. */
  readonly last_error: string | null;
}

// Openings are found by their own index, in the order of time, which a flow's id has in it.
const latestFlows = statement(
  'exchange.flows',
  `SELECT opening.flow, opening.started_at, hop.*
   FROM (SELECT flow, min(occurred_at) AS started_at FROM authorization_server.exchange
     WHERE bank = $1 AND client_id = $2 AND flow < $3 AND flow IS NOT NULL AND route = 'POST /:bank/par'
     GROUP BY flow ORDER BY flow DESC LIMIT $4) opening
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS hops, max(e.occurred_at) AS last_at,
       (array_agg(e.grant_id) FILTER (WHERE e.grant_id IS NOT NULL))[1] AS grant_id,
       bool_or(e.route = 'POST /:bank/token' AND e.status = 200) AS completed,
       (array_agg(e.error ORDER BY e.id DESC))[1] AS last_error
     FROM authorization_server.exchange e
     WHERE e.bank = $1 AND e.client_id = $2 AND e.flow = opening.flow
       AND e.error IS DISTINCT FROM 'use_dpop_nonce') hop
   ORDER BY opening.flow DESC`,
);

/** Reads what a client's pushed requests began. */
@Injectable()
export class FlowsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** At most `limit` flows that began before this one, and one more; the latest first. */
  latest(
    { bank, clientId }: RejectedClient,
    before: string | undefined,
    limit: number,
  ): Promise<FlowRow[]> {
    const values = [bank, clientId, before ?? lastId, limit + 1];
    return this.database.query(latestFlows, values);
  }
}
