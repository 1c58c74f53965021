import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Req,
  UseFilters,
} from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { BankRegistry } from '../banks/bank-registry.js';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalError } from '../portal-error.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService, type BrowserSession } from '../session/session.service.js';
import type { FlowEntity } from './flow.entity.js';
import { hopsMax } from './flow.statements.js';
import { FlowStore } from './flow.store.js';
import type { FrozenFlow } from './frozen-flow.js';
import { shareWish } from './share-wish.js';
import { SharedFlows, type SharedFlow } from './shared-flows.js';

/** Links to the journeys of the demo app, given out and withdrawn by the browser that made them. */
@Controller('api/flows/:flow/shares')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class FlowSharesController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(SharedFlows) private readonly shared: SharedFlows,
  ) {}

  @Get()
  async list(
    @Req() request: FastifyRequest,
    @Param('flow') flowId: string,
  ): Promise<{ shares: SharedFlow[] }> {
    const { session } = await this.own(request, flowId);
    return { shares: await this.shared.list({ sessionKey: session.key }, flowId) };
  }

  @Post()
  @HttpCode(201)
  async share(
    @Req() request: FastifyRequest,
    @Param('flow') flowId: string,
    @Body() body: unknown,
  ): Promise<SharedFlow & { token: string }> {
    const { days } = parsedQuery(shareWish, body ?? {});
    const { session, flow } = await this.own(request, flowId);
    return this.shared.share({ sessionKey: session.key }, await this.frozen(flow), days);
  }

  @Delete(':share')
  @HttpCode(204)
  async withdraw(
    @Req() request: FastifyRequest,
    @Param('flow') flowId: string,
    @Param('share') share: string,
  ): Promise<void> {
    const { session } = await this.own(request, flowId);
    if (!isUuid(share)) throw unknownFlow();
    await this.shared.withdraw({ sessionKey: session.key }, flowId, share);
  }

  private async own(
    request: FastifyRequest,
    flowId: string,
  ): Promise<{ session: BrowserSession; flow: FlowEntity }> {
    const session = await this.sessions.find(request);
    const flow = session && isUuid(flowId) ? await this.flows.find(flowId, session) : null;
    if (session === undefined || flow === null) throw unknownFlow();
    return { session, flow };
  }

  private async frozen(flow: FlowEntity): Promise<FrozenFlow> {
    const bank = this.banks.find(flow.bank);
    const hops = await this.flows.hops(flow.flowId);
    return {
      flow: flow.flowId,
      source: 'demo',
      bank: flow.bank,
      bankName: bank?.name ?? flow.bank,
      appName: bank?.clientName ?? 'The demo app',
      outcome: outcomes[flow.status],
      error: flow.error,
      startedAt: flow.startedAt.toISOString(),
      recordingFull: flow.hopCount >= hopsMax,
      hops: hops.map(({ number, hop }) => ({ number, ...hop })),
    };
  }
}

const outcomes: Readonly<Record<FlowEntity['status'], FrozenFlow['outcome']>> = {
  started: 'pending',
  redirected: 'pending',
  returned: 'pending',
  connected: 'completed',
  failed: 'refused',
};

const unknownFlow = (): PortalError =>
  new PortalError('unknown_flow', 'There is no such journey in this browser.');
