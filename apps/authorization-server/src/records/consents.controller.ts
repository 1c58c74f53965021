import {
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
  RECORDS_PLACE,
  recordsPage,
  RecordsTokenGuard,
  TakesJson,
  type RecordsPlace,
} from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { RecordedConsents, type ConsentResource } from './recorded-consents.service.js';

interface ClientParams {
  readonly bank: string;
  readonly client: string;
}

/** What a client holds from customers, and how its developers give it back (docs/records.md). */
@Controller('records/:bank/clients/:client/consents')
@UseGuards(RecordsTokenGuard)
export class RecordedConsentsController {
  constructor(
    @Inject(RecordedConsents) private readonly consents: RecordedConsents,
    @Inject(RecordedBanks) private readonly banks: RecordedBanks,
    @Inject(RECORDS_PLACE) private readonly place: RecordsPlace,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async latest(
    @Param() { bank, client }: ClientParams,
    @Query() query: unknown,
  ): Promise<{ consents: readonly ConsentResource[]; next?: string }> {
    await this.banks.assertServed(bank);
    const { before, limit } = recordsPage(query);
    const found = await this.consents.latest(recordedClient(bank, client), { before, limit });
    const consents = found.slice(0, limit);
    const last = consents.at(-1);
    if (found.length <= limit || last === undefined) return { consents };
    const path = `${bank}/clients/${encodeURIComponent(client)}/consents`;
    const next = `${this.place.url}/records/${path}?limit=${limit}&before=${last.consent_id}`;
    return { consents, next };
  }

  @Post(':consent_id/revocation')
  @HttpCode(200)
  @TakesJson()
  async revoke(
    @Param() { bank, client }: ClientParams,
    @Param('consent_id') consentId: string,
    @Req() { id }: FastifyRequest,
  ): Promise<{ consent_id: string; status: 'REVOKED' }> {
    await this.banks.assertServed(bank);
    await this.consents.revoke(recordedClient(bank, client), consentId, id);
    return { consent_id: consentId, status: 'REVOKED' };
  }
}
