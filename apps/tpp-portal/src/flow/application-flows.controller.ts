import { Controller, Get, Inject, Param, Query, UseFilters } from '@nestjs/common';
import { z } from 'zod';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import type { Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { ApplicationFlows, type ListedFlows, type OpenFlow } from './application-flows.js';

const flowQuery = z.object({
  bank: z.string().max(100).optional(),
  /** The reader has all hops up to the one with this id. */
  after: z.uuid().optional(),
});

/** The consent journeys of an application's own clients, as the banks recorded them. */
@Controller('api/applications/:application/flows')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class ApplicationFlowsController {
  constructor(
    @Inject(ApplicationFlows) private readonly flows: ApplicationFlows,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
  ) {}

  @Get()
  async list(@CurrentApplication() application: Application): Promise<ListedFlows> {
    return this.flows.list(await this.clients.of(application));
  }

  @Get(':flow')
  async detail(
    @CurrentApplication() application: Application,
    @Param('flow') flow: string,
    @Query() asked: unknown,
  ): Promise<OpenFlow & { appName: string }> {
    const { bank, after } = parsedQuery(flowQuery, asked);
    const clients = await this.clients.of(application);
    const at = clients.filter((client) => bank === undefined || client.bank === bank);
    return { ...(await this.flows.open(at, flow, { after })), appName: application.name };
  }
}
