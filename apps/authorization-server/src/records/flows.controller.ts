import { Controller, Get, Header, Inject, Param, Query, UseGuards } from '@nestjs/common';
import {
  RecordedBanks,
  recordedClient,
  RECORDS_PLACE,
  recordsPage,
  RecordsTokenGuard,
  type RecordsPlace,
} from '@sandbank/platform';
import { FlowsStore, type FlowRow } from './flows.store.js';

/** What a pushed request began (docs/records.md). */
export interface FlowResource {
  readonly flow: string;
  readonly grant_id: string | null;
  readonly started_at: string;
  readonly last_at: string;
  readonly hops: number;
  readonly outcome: 'pending' | 'completed' | 'refused';
  readonly error: string | null;
}

export interface FlowPage {
  readonly flows: readonly FlowResource[];
  readonly next?: string;
}

/** The flows of a client, one for each request that it pushed. */
@Controller('records/:bank/clients/:client/flows')
@UseGuards(RecordsTokenGuard)
export class FlowsController {
  constructor(
    @Inject(FlowsStore) private readonly flows: FlowsStore,
    @Inject(RecordedBanks) private readonly banks: RecordedBanks,
    @Inject(RECORDS_PLACE) private readonly place: RecordsPlace,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async latest(
    @Param('bank') bank: string,
    @Param('client') client: string,
    @Query() query: unknown,
  ): Promise<FlowPage> {
    await this.banks.assertServed(bank);
    const { before, limit } = recordsPage(query);
    const rows = await this.flows.latest(recordedClient(bank, client), before, limit);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const flows = shown.map(flowResource);
    if (rows.length <= limit || last === undefined) return { flows };
    const path = `${bank}/clients/${encodeURIComponent(client)}/flows`;
    return { flows, next: `${this.place.url}/records/${path}?limit=${limit}&before=${last.flow}` };
  }
}

function flowResource(row: FlowRow): FlowResource {
  const error = row.completed ? null : row.last_error;
  const outcome = error === null ? 'pending' : 'refused';
  return {
    ...{ flow: row.flow, grant_id: row.grant_id },
    ...{ started_at: row.started_at.toISOString(), last_at: row.last_at.toISOString() },
    ...{ hops: row.hops, outcome: row.completed ? 'completed' : outcome, error },
  };
}
