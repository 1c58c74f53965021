import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  Headers,
  Inject,
  Param,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { Clock, isUuid } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentApplication, OfApplication } from '../applications/application.guard.js';
import { ApplicationStore, type Application } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { CurrentMember } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { SignIns } from '../identity/sign-ins.js';
import { PortalError } from '../portal-error.js';
import { parsedQuery } from '../parsed-query.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { recordingServers } from '../records/recorded.js';
import { RecordsClient } from '../records/records.client.js';
import { ApplicationExchanges, type LogPage } from './application-exchanges.js';
import { exchangeFilter, logQuery } from './exchange-filter.js';
import type { RecordedHop } from './exchange-hop.js';
import { ExchangeTail, momentOfId } from './exchange-tail.js';
import { LogStreams } from './log-streams.js';

const hint = z.object({
  bank: z.string().max(100).optional(),
  server: z.enum(recordingServers).optional(),
});
/** A stream that is taken up again begins a little before what was seen last: its reader knows what it has. */
const resumedBeforeMilliseconds = 5000;

/** What an application's own clients asked of the banks: as a list, one laid open, and live. */
@Controller('api/applications/:application')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class ApplicationExchangesController {
  constructor(
    @Inject(ApplicationExchanges) private readonly exchanges: ApplicationExchanges,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(ApplicationStore) private readonly applications: ApplicationStore,
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(LogStreams) private readonly streams: LogStreams,
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('exchanges')
  async list(
    @CurrentApplication() application: Application,
    @Query() asked: unknown,
  ): Promise<LogPage> {
    const { before, limit, ...filter } = parsedQuery(logQuery, asked);
    return this.exchanges.list(await this.clients.of(application), filter, { before, limit });
  }

  @Get('exchanges/:exchange')
  async open(
    @CurrentApplication() application: Application,
    @Param('exchange') id: string,
    @Query() asked: unknown,
  ): Promise<RecordedHop & { bankName: string }> {
    const where = parsedQuery(hint, asked);
    if (!isUuid(id)) {
      throw new PortalError('not_recorded', 'No exchange of this application has this id.');
    }
    return this.exchanges.open(await this.clients.of(application), id, where);
  }

  /** A stream of events: each exchange as it is recorded, under its id. */
  @Get('logs')
  async live(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentApplication() application: Application,
    @CurrentMember() member: Member,
    @Query() asked: unknown,
    @Headers('last-event-id') last: string | undefined,
  ): Promise<void> {
    const filter = parsedQuery(exchangeFilter, asked);
    const clients = await this.clients.of(application);
    const since = isUuid(last)
      ? momentOfId(last) - resumedBeforeMilliseconds
      : this.clock.now().getTime();
    const { personId } = member;
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    // A connection that closed while its reader was looked up has told so already.
    if (reply.raw.destroyed) gone.abort();
    const events = this.streams.begin(
      {
        personId,
        gone: gone.signal,
        mayRead: async () =>
          (await this.signIns.find(request))?.personId === personId &&
          (await this.applications.findOfMember(application.id, personId)) !== undefined,
      },
      new ExchangeTail(this.records, clients, filter, since),
    );
    void reply
      .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
      .type('text/event-stream; charset=utf-8')
      .send(Readable.from(events));
  }
}
