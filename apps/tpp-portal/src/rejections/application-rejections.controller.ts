import { Controller, Get, Inject, Query, UseFilters } from '@nestjs/common';
import { z } from 'zod';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import type { Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { parsedQuery } from '../parsed-query.js';
import { ofClients, type AtBank } from '../records/of-clients.js';
import type { SilentServer } from '../records/recording-servers.js';
import { RecordsClient } from '../records/records.client.js';
import type { Rejection } from './rejection.js';

const query = z.object({
  bank: z.string().max(100).optional(),
  interaction_id: z.uuid().optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** A page of refusals, latest first. */
export interface ApplicationRejections {
  readonly rejections: readonly AtBank<Rejection>[];
  /** The `before` of the next page; absent on the last. */
  readonly next?: string;
  readonly silent: readonly SilentServer[];
}

/** Why the banks refused an application's own clients. */
@Controller('api/applications/:application/rejections')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class ApplicationRejectionsController {
  constructor(
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RecordsClient) private readonly records: RecordsClient,
  ) {}

  @Get()
  async list(
    @CurrentApplication() application: Application,
    @Query() asked: unknown,
  ): Promise<ApplicationRejections> {
    const { bank, interaction_id: interactionId, before, limit } = parsedQuery(query, asked);
    const all = await this.clients.of(application);
    const clients = all.filter((client) => bank === undefined || client.bank === bank);
    const wanted = { interactionId, before, limit };
    const told = await ofClients(clients, { limit }, (client) =>
      this.records.rejections(client, wanted),
    );
    const last = told.found.at(-1);
    return {
      rejections: told.found,
      ...(told.hasMore && last !== undefined ? { next: last.id } : {}),
      silent: told.silent,
    };
  }
}
