import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  UseGuards,
} from '@nestjs/common';
import {
  RecordedBanks,
  recordedClient,
  recordsPage,
  RecordsTokenGuard,
  type RejectedClient,
} from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { RecordedEvents, type EventsResource } from './recorded-events.service.js';

interface ClientParams {
  readonly bank: string;
  readonly client: string;
}

/** What a client was told of, again where its developers want it, and tests (docs/records.md). */
@Controller('records/:bank/clients/:client/events')
@UseGuards(RecordsTokenGuard)
export class RecordedEventsController {
  constructor(
    @Inject(RecordedEvents) private readonly events: RecordedEvents,
    @Inject(RecordedBanks) private readonly banks: RecordedBanks,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async latest(@Param() params: ClientParams, @Query() query: unknown): Promise<EventsResource> {
    const client = await this.clientOf(params);
    return this.events.latest(client, recordsPage(query).limit);
  }

  @Post(':jti/replay')
  @HttpCode(200)
  async replay(@Param() params: ClientParams, @Param('jti') jti: string): Promise<{ jti: string }> {
    await this.events.replay(await this.clientOf(params), jti);
    return { jti };
  }

  @Post()
  @HttpCode(201)
  async fire(
    @Param() params: ClientParams,
    @Body() body: unknown,
    @Req() { id }: FastifyRequest,
  ): Promise<{ jti: string }> {
    return { jti: await this.events.fire(await this.clientOf(params), body, id) };
  }

  private async clientOf({ bank, client }: ClientParams): Promise<RejectedClient> {
    await this.banks.assertServed(bank);
    return recordedClient(bank, client);
  }
}
