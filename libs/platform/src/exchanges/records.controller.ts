import { Controller, Get, Header, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { rejectionPage, type RejectionPage } from '../refusals/rejection-page.js';
import { rejectionQuery } from '../refusals/rejection-query.js';
import { RejectionStore, type RejectedClient } from '../refusals/rejection.store.js';
import { isUuid } from '../server/interaction-id.js';
import { exchangeQuery } from './exchange-query.js';
import {
  exchangePage,
  wholeExchange,
  type ExchangePage,
  type WholeExchangeResource,
} from './exchange-resource.js';
import { ExchangeStore } from './exchange.store.js';
import { RecordedBanks, RECORDS_PLACE, type RecordsPlace } from './recorded-banks.js';
import { RecordsTokenGuard } from './records-token.guard.js';

interface ClientParams {
  readonly bank: string;
  readonly client: string;
}

/** What this server wrote down of one client, for whoever looks after its developers (docs/records.md). */
@Controller('records/:bank/clients/:client')
@UseGuards(RecordsTokenGuard)
export class RecordsController {
  constructor(
    @Inject(ExchangeStore) private readonly store: ExchangeStore,
    @Inject(RejectionStore) private readonly refused: RejectionStore,
    @Inject(RecordedBanks) private readonly banks: RecordedBanks,
    @Inject(RECORDS_PLACE) private readonly place: RecordsPlace,
  ) {}

  @Get('exchanges')
  @Header('cache-control', 'no-store')
  async exchanges(@Param() params: ClientParams, @Query() query: unknown): Promise<ExchangePage> {
    const client = await this.clientOf(params);
    const wanted = exchangeQuery(query);
    const rows = await this.store.find(client, wanted);
    return exchangePage(rows, wanted, this.placeOf(params, 'exchanges'));
  }

  @Get('exchanges/:id')
  @Header('cache-control', 'no-store')
  async exchange(
    @Param() params: ClientParams,
    @Param('id') id: string,
  ): Promise<WholeExchangeResource> {
    const client = await this.clientOf(params);
    const row = isUuid(id) ? await this.store.get(client, id) : undefined;
    if (row === undefined) throw invalidRequest('there is no such exchange', { status: 404 });
    return wholeExchange(row, this.place.server);
  }

  @Get('rejections')
  @Header('cache-control', 'no-store')
  async rejections(@Param() params: ClientParams, @Query() query: unknown): Promise<RejectionPage> {
    const client = await this.clientOf(params);
    const wanted = rejectionQuery(query);
    const rows = await this.refused.find(client, wanted);
    return rejectionPage(rows, wanted, this.placeOf(params, 'rejections'));
  }

  private async clientOf({ bank, client }: ClientParams): Promise<RejectedClient> {
    await this.banks.assertServed(bank);
    return recordedClient(bank, client);
  }

  private placeOf({ bank, client }: ClientParams, list: string): RecordsPlace {
    const path = [bank, 'clients', encodeURIComponent(client), list].join('/');
    return { ...this.place, url: `${this.place.url}/records/${path}` };
  }
}

/** The client that a path names. @throws `invalid_request` of status 404 for what PostgreSQL could not look for. */
export function recordedClient(bank: string, clientId: string): RejectedClient {
  if (clientId.includes('\0') || clientId.length > 200) {
    throw invalidRequest('there is no such client', { status: 404 });
  }
  return { bank, clientId };
}
