import { Controller, Get, Header, Inject, Param, UseGuards } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { rejectionPage, type RejectionResource } from '../refusals/rejection-page.js';
import { RejectionStore } from '../refusals/rejection.store.js';
import { isUuid } from '../server/interaction-id.js';
import { exchangeResource, type ExchangeResource } from './exchange-resource.js';
import { ExchangeStore } from './exchange.store.js';
import { RECORDS_PLACE, type RecordsPlace } from './recorded-banks.js';
import { RecordsTokenGuard } from './records-token.guard.js';

/** Whose it is, which operators are told beside. */
interface Whose {
  /** Absent where the request named none. */
  readonly bank?: string;
  readonly client_id: string | null;
}

/** All that was recorded under one interaction id, of whatever bank and client. */
export interface InteractionResource {
  readonly exchanges: readonly (ExchangeResource & Whose)[];
  readonly rejections: readonly (RejectionResource & Whose)[];
}

const shownMax = 100;

/** What happened under an interaction id, which clients may use for several requests (docs/records.md). */
@Controller('records/interactions/:interaction_id')
@UseGuards(RecordsTokenGuard)
export class InteractionsController {
  constructor(
    @Inject(ExchangeStore) private readonly store: ExchangeStore,
    @Inject(RejectionStore) private readonly refused: RejectionStore,
    @Inject(RECORDS_PLACE) private readonly place: RecordsPlace,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async interaction(@Param('interaction_id') id: string): Promise<InteractionResource> {
    if (!isUuid(id)) throw invalidRequest('the interaction id is a UUID');
    const exchanges = await this.store.underInteraction(id, shownMax);
    const rows = await this.refused.underInteraction(id, shownMax);
    const query = { interactionId: id, limit: shownMax, before: undefined };
    const { rejections } = rejectionPage(rows, query, this.place);
    return {
      exchanges: exchanges.map((row) => ({
        ...exchangeResource(row, this.place.server),
        ...{ bank: row.bank, client_id: row.client_id },
      })),
      rejections: rejections.map((rejection, at) => ({ ...rejection, ...whose(rows[at]) })),
    };
  }
}

function whose(
  row:
    | {
        readonly bank: string | null;
        readonly client_id: string | null;
        readonly claimed_client_id: string | null;
      }
    | undefined,
): Whose {
  const bank = row?.bank ?? undefined;
  const client = row?.client_id ?? row?.claimed_client_id ?? null;
  return { ...(bank !== undefined && { bank }), client_id: client };
}
