import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, statement } from '@sandbank/platform';
import type { BrowserSession } from '../session/session.service.js';
import type { Check, Hop, RecordedResponse } from './hop.js';

export type FlowStatus = 'started' | 'redirected' | 'returned' | 'connected' | 'failed';

/** A journey as the portal shows it; its secrets are not among these columns. */
export interface FlowRow {
  readonly flow_id: string;
  readonly bank: string;
  readonly status: FlowStatus;
  readonly hop_count: number;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly error: string | null;
  readonly error_description: string | null;
  readonly interaction_id: string | null;
}

/** More would be noise: a page view costs two to four hops. */
export const hopsMax = 200;
const flowsPerSessionMax = 50;
const answerWithinSeconds = 1800;

const columns =
  'flow_id, bank, status, hop_count, started_at, ended_at, error, error_description, interaction_id';

const insertFlow = statement(
  'tpp_portal.flow_insert',
  `WITH old AS (
     DELETE FROM tpp_portal.flow WHERE flow_id IN (
       SELECT flow_id FROM tpp_portal.flow WHERE session_key = $2
       ORDER BY started_at DESC OFFSET ${flowsPerSessionMax - 1}))
   INSERT INTO tpp_portal.flow
     (flow_id, session_key, bank, status, state_digest, sealed_secrets, started_at)
   VALUES ($1, $2, $3, 'started', $4, $5, $6)`,
);
const setRedirected = statement(
  'tpp_portal.flow_redirected',
  `UPDATE tpp_portal.flow SET status = 'redirected' WHERE flow_id = $1 AND status = 'started'`,
);
// One state, one browser, one use: a second callback finds nothing (RFC 9700 2.1).
const claimReturn = statement(
  'tpp_portal.flow_returned',
  `UPDATE tpp_portal.flow AS f SET status = 'returned', sealed_secrets = NULL
   FROM (SELECT flow_id, sealed_secrets FROM tpp_portal.flow
         WHERE state_digest = $1 AND session_key = $2 FOR UPDATE) AS before
   WHERE f.flow_id = before.flow_id AND f.status = 'redirected' AND f.started_at > $3
   RETURNING f.flow_id, f.bank, before.sealed_secrets`,
);
const endFlow = statement(
  'tpp_portal.flow_end',
  `UPDATE tpp_portal.flow SET status = $2, ended_at = $3, sealed_secrets = NULL,
     error = $4, error_description = $5, interaction_id = $6
   WHERE flow_id = $1 AND ended_at IS NULL`,
);
const appendHop = statement(
  'tpp_portal.flow_hop_append',
  `WITH numbered AS (
     UPDATE tpp_portal.flow SET hop_count = hop_count + 1
     WHERE flow_id = $1 AND hop_count < ${hopsMax} RETURNING hop_count)
   INSERT INTO tpp_portal.flow_hop (flow_id, hop_number, hop)
   SELECT $1, hop_count, $2 FROM numbered RETURNING hop_number`,
);
const amendHop = statement(
  'tpp_portal.flow_hop_amend',
  `UPDATE tpp_portal.flow_hop SET hop = hop || $3 WHERE flow_id = $1 AND hop_number = $2`,
);
const listFlows = statement(
  'tpp_portal.flow_list',
  `SELECT ${columns} FROM tpp_portal.flow WHERE session_key = $1 ORDER BY started_at DESC LIMIT ${flowsPerSessionMax}`,
);
const findFlow = statement(
  'tpp_portal.flow_find',
  `SELECT ${columns} FROM tpp_portal.flow WHERE flow_id = $1 AND session_key = $2`,
);
const findHops = statement(
  'tpp_portal.flow_hops',
  'SELECT hop_number, hop FROM tpp_portal.flow_hop WHERE flow_id = $1 ORDER BY hop_number',
);

export interface NewFlow {
  readonly flowId: string;
  readonly session: BrowserSession;
  readonly bank: string;
  readonly stateDigest: Buffer;
  readonly sealedSecrets: Buffer;
}

export interface FlowEnd {
  readonly error: string;
  readonly description?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** Journeys and their hops in PostgreSQL; every read names the session that owns the flow. */
@Injectable()
export class FlowStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async insert(flow: NewFlow): Promise<void> {
    const { flowId, session, bank, stateDigest, sealedSecrets } = flow;
    const values = [flowId, session.key, bank, stateDigest, sealedSecrets, this.clock.now()];
    await this.database.query(insertFlow, values);
  }

  async redirected(flowId: string): Promise<void> {
    await this.database.query(setRedirected, [flowId]);
  }

  /** Spends a state in this browser's session; undefined when it is unknown, another browser's, used or too old. */
  async claimReturn(
    stateDigest: Buffer,
    session: BrowserSession,
  ): Promise<{ flow_id: string; bank: string; sealed_secrets: Buffer } | undefined> {
    const since = new Date(this.clock.now().getTime() - answerWithinSeconds * 1000);
    const [flow] = await this.database.query<{
      flow_id: string;
      bank: string;
      sealed_secrets: Buffer;
    }>(claimReturn, [stateDigest, session.key, since]);
    return flow;
  }

  async end(flowId: string, failure?: FlowEnd): Promise<void> {
    await this.database.query(endFlow, [
      flowId,
      failure === undefined ? 'connected' : 'failed',
      this.clock.now(),
      failure?.error ?? null,
      failure?.description ?? null,
      failure?.interactionId ?? null,
    ]);
  }

  /** Stores a hop and resolves to its number; undefined once the flow's recording is full. */
  async append(flowId: string, hop: Hop): Promise<number | undefined> {
    const [row] = await this.database.query<{ hop_number: number }>(appendHop, [flowId, hop]);
    return row?.hop_number;
  }

  /** Adds what became known later: the answer of a redirect, the checks of an answer. */
  async amend(
    flowId: string,
    hopNumber: number | undefined,
    change: {
      checks?: readonly Check[];
      durationMilliseconds?: number;
      response?: RecordedResponse;
    },
  ): Promise<void> {
    if (hopNumber !== undefined) await this.database.query(amendHop, [flowId, hopNumber, change]);
  }

  list(session: BrowserSession): Promise<FlowRow[]> {
    return this.database.query<FlowRow>(listFlows, [session.key]);
  }

  async find(flowId: string, session: BrowserSession): Promise<FlowRow | undefined> {
    const [flow] = await this.database.query<FlowRow>(findFlow, [flowId, session.key]);
    return flow;
  }

  /** The hops of a flow that `find` has shown to be the session's own. */
  hops(flowId: string): Promise<{ hop_number: number; hop: Hop }[]> {
    return this.database.query(findHops, [flowId]);
  }
}
