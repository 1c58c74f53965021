import { Controller, Get, Inject, Param, Req, UseFilters } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { BankRegistry } from '../banks/bank-registry.js';
import { ApplicationExchanges } from '../exchanges/application-exchanges.js';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import type { RecordingServer } from '../records/recorded.js';
import { RecordsClient } from '../records/records.client.js';
import { SessionService } from '../session/session.service.js';
import { FlowStore } from './flow.store.js';
import type { Check } from './hop.js';

/** What a server checked of one request, in its order. */
export interface CheckedByServer {
  readonly server: RecordingServer;
  readonly durationMilliseconds: number;
  readonly checks: readonly Check[];
}

/** What the bank checked of a hop of the demo app: from the bank's own record of it. */
@Controller('api/flows/:flow/hops/:hop/record')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class HopRecordsController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(ApplicationExchanges) private readonly exchanges: ApplicationExchanges,
  ) {}

  /** Throws `not_recorded` where the bank keeps no record of the hop. */
  @Get()
  async record(
    @Req() request: FastifyRequest,
    @Param('flow') flowId: string,
    @Param('hop') number: string,
  ): Promise<CheckedByServer> {
    const session = await this.sessions.find(request);
    const flow = session && isUuid(flowId) ? await this.flows.find(flowId, session) : null;
    if (flow === null)
      throw new PortalError('unknown_flow', 'There is no such journey in this browser.');
    const hops = await this.flows.hops(flowId);
    const interactionId = hops.find((one) => String(one.number) === number)?.hop.interactionId;
    const bank = this.banks.find(flow.bank);
    if (interactionId === undefined || bank === undefined) throw notRecorded();
    const client = { bank: bank.slug, clientId: bank.clientId };
    const { found } = await this.records.exchanges(client, { interactionId, limit: 1 });
    const [exchange] = found;
    if (exchange === undefined) throw notRecorded();
    const hop = await this.exchanges.at(exchange.server, client, exchange.id);
    return {
      server: exchange.server,
      durationMilliseconds: exchange.duration_ms,
      checks: hop.checks,
    };
  }
}

const notRecorded = (): PortalError =>
  new PortalError('not_recorded', 'The bank keeps no record of this hop.');
