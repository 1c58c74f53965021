import { Controller, Get, Inject, Param, Req, UseFilters } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { hopsMax } from './flow.statements.js';
import type { FlowEntity } from './flow.entity.js';
import { FlowStore } from './flow.store.js';
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
@ForVisitors()
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
    const row = session && isUuid(flowId) ? await this.flows.find(flowId, session) : null;
    if (row === null) {
      throw new PortalError('unknown_flow', 'There is no such journey in this browser.');
    }
    const hops = await this.flows.hops(flowId);
    return {
      ...flowView(row),
      hops: hops.map(({ number, hop }) => ({ number, ...hop })),
      recordingFull: row.hopCount >= hopsMax,
    };
  }
}

const flowView = (flow: FlowEntity): FlowView => ({
  flowId: flow.flowId,
  bank: flow.bank,
  status: flow.status,
  hopCount: flow.hopCount,
  startedAt: flow.startedAt.toISOString(),
  ...(flow.endedAt && { endedAt: flow.endedAt.toISOString() }),
  ...(flow.error !== null && { error: flow.error }),
  ...(flow.errorDescription !== null && { errorDescription: flow.errorDescription }),
  ...(flow.interactionId !== null && { interactionId: flow.interactionId }),
});
