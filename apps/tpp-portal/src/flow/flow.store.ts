import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock, Database } from '@sandbank/platform';
import { Repository } from 'typeorm';
import type { BrowserSession } from '../session/session.service.js';
import { FlowHopEntity } from './flow-hop.entity.js';
import { FlowEntity } from './flow.entity.js';
import * as sql from './flow.statements.js';
import type { Check, Hop, RecordedResponse } from './hop.js';

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

/** Journeys and their hops in PostgreSQL; every read of a journey names the session that owns it. */
@Injectable()
export class FlowStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @InjectRepository(FlowEntity) private readonly flows: Repository<FlowEntity>,
    @InjectRepository(FlowHopEntity) private readonly recorded: Repository<FlowHopEntity>,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async insert(flow: NewFlow): Promise<void> {
    const { flowId, session, bank, stateDigest, sealedSecrets } = flow;
    const values = [flowId, session.key, bank, stateDigest, sealedSecrets, this.clock.now()];
    await this.database.query(sql.insertFlow, values);
  }

  async redirected(flowId: string): Promise<void> {
    await this.database.query(sql.setRedirected, [flowId]);
  }

  /** Spends a state in this browser's session; undefined when it is unknown, another browser's, used or too old. */
  async claimReturn(
    stateDigest: Buffer,
    session: BrowserSession,
  ): Promise<{ flow_id: string; bank: string; sealed_secrets: Buffer } | undefined> {
    const since = new Date(this.clock.now().getTime() - sql.answerWithinSeconds * 1000);
    const [flow] = await this.database.query<{
      flow_id: string;
      bank: string;
      sealed_secrets: Buffer;
    }>(sql.claimReturn, [stateDigest, session.key, since]);
    return flow;
  }

  async end(flowId: string, failure?: FlowEnd): Promise<void> {
    await this.database.query(sql.endFlow, [
      flowId,
      failure === undefined ? 'connected' : 'failed',
      this.clock.now(),
      shown(failure?.error, 100),
      shown(failure?.description, 400),
      failure?.interactionId ?? null,
    ]);
  }

  /** Stores a hop and resolves to its number; undefined once the flow's recording is full. */
  async append(flowId: string, hop: Hop): Promise<number | undefined> {
    const [row] = await this.database.query<{ hop_number: number }>(sql.appendHop, [
      flowId,
      storable(hop),
    ]);
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
    if (hopNumber !== undefined)
      await this.database.query(sql.amendHop, [flowId, hopNumber, storable(change)]);
  }

  /** The journeys of a session, newest first. */
  list(session: BrowserSession): Promise<FlowEntity[]> {
    return this.flows.find({
      where: { sessionKey: session.key },
      order: { startedAt: 'DESC' },
      take: sql.flowsPerSessionMax,
    });
  }

  find(flowId: string, session: BrowserSession): Promise<FlowEntity | null> {
    return this.flows.findOneBy({ flowId, sessionKey: session.key });
  }

  /** The hops of a flow that `find` has shown to be the session's own. */
  async hops(flowId: string): Promise<{ number: number; hop: Hop }[]> {
    const rows = await this.recorded.find({ where: { flowId }, order: { number: 'ASC' } });
    return rows.map(({ number, hop, amendment }) => ({ number, hop: { ...hop, ...amendment } }));
  }
}

// What the other side sends may hold what PostgreSQL cannot: NUL and halves of surrogate pairs.
const storable = (value: object): string =>
  JSON.stringify(value).replace(/\\u(?:0000|d[89a-f][0-9a-f]{2})/gi, '\\ufffd');

const shown = (text: string | undefined, charactersMax: number): string | null =>
  text?.toWellFormed().replaceAll('\0', '').slice(0, charactersMax) ?? null;
