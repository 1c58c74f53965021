import { Controller, Get, Inject, Param, Req, UseFilters } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { hopsMax } from './flow.statements.js';
import { FlowStore, type FlowRow } from './flow.store.js';
import type { Hop } from './hop.js';

export interface FlowView {
  readonly flowId: string;
  readonly bank: string;
  readonly status: string;
  readonly hopCount: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly error?: string;
  readonly errorDescription?: string;
  readonly interactionId?: string;
}

/** The journeys of this browser session; of another session's nothing is said, not even that they exist. */
@Controller('api/flows')
@UseFilters(PortalErrorFilter)
export class FlowsController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(FlowStore) private readonly flows: FlowStore,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest): Promise<{ flows: FlowView[] }> {
    const session = await this.sessions.find(request);
    const rows = session === undefined ? [] : await this.flows.list(session);
    return { flows: rows.map(flowView) };
  }

  @Get(':flow')
  async detail(
    @Req() request: FastifyRequest,
    @Param('flow') flowId: string,
  ): Promise<FlowView & { hops: (Hop & { number: number })[]; recordingFull: boolean }> {
    const session = await this.sessions.find(request);
    const row = session && isUuid(flowId) ? await this.flows.find(flowId, session) : undefined;
    if (row === undefined) {
      throw new PortalError('unknown_flow', 'There is no such journey in this browser.');
    }
    const hops = await this.flows.hops(flowId);
    return {
      ...flowView(row),
      hops: hops.map(({ number, hop }) => ({ number, ...hop })),
      recordingFull: row.hop_count >= hopsMax,
    };
  }
}

const flowView = (row: FlowRow): FlowView => ({
  flowId: row.flow_id,
  bank: row.bank,
  status: row.status,
  hopCount: row.hop_count,
  startedAt: row.started_at.toISOString(),
  ...(row.ended_at && { endedAt: row.ended_at.toISOString() }),
  ...(row.error !== null && { error: row.error }),
  ...(row.error_description !== null && { errorDescription: row.error_description }),
  ...(row.interaction_id !== null && { interactionId: row.interaction_id }),
});
