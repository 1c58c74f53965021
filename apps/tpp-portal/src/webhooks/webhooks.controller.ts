import { Body, Controller, Get, HttpCode, Inject, Param, Post, UseFilters } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import type { Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { BankRegistry } from '../banks/bank-registry.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { atEachBank, type SilentBank } from '../records/at-each-bank.js';
import type { RecordedEvents } from '../records/recorded.js';
import { RecordsClient } from '../records/records.client.js';
import { recordId, registeredAt } from '../records/registered-at.js';

/** What a bank tells of the events of a client, and of how they are delivered. */
export interface WebhooksView {
  readonly clients: readonly (RecordedEvents & {
    readonly bank: string;
    readonly bankName: string;
    readonly clientId: string;
  })[];
  /** Banks that did not tell. */
  readonly silent: readonly SilentBank[];
}

const fired = z.strictObject({ type: z.string().regex(/^[\x21-\x7e]{1,120}$/) });

/** Events of an application’s own clients: subscriptions, deliveries, a second try and a trial. */
@Controller('api/applications/:application/webhooks')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class WebhooksController {
  constructor(
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(BankRegistry) private readonly registry: BankRegistry,
  ) {}

  @Get()
  async list(@CurrentApplication() application: Application): Promise<WebhooksView> {
    const clients = await this.clients.of(application);
    const { told, silent } = await atEachBank(clients, (client) => this.records.events(client));
    return {
      clients: told.map(({ bank, clientId, answer }) => ({
        ...{ bank, bankName: this.registry.find(bank)?.name ?? bank, clientId },
        ...answer,
      })),
      silent,
    };
  }

  /** Sends a test event, which says nothing of any customer. */
  @Post(':bank/events')
  @HttpCode(204)
  async fire(
    @CurrentApplication() application: Application,
    @Param('bank') bank: string,
    @Body() body: unknown,
  ): Promise<void> {
    const parsed = fired.safeParse(body);
    if (!parsed.success) throw invalidRequest('the type is the name of no event');
    const client = registeredAt(await this.clients.of(application), bank);
    await this.records.fireEvent(client, parsed.data.type);
  }

  /** Sends an event once more. */
  @Post(':bank/events/:event/replay')
  @HttpCode(204)
  async replay(
    @CurrentApplication() application: Application,
    @Param('bank') bank: string,
    @Param('event') event: string,
  ): Promise<void> {
    const client = registeredAt(await this.clients.of(application), bank);
    await this.records.replayEvent(client, recordId(event));
  }
}
