import { Inject, Injectable } from '@nestjs/common';
import { BankRegistry } from '../banks/bank-registry.js';
import { PortalError, portalErrorOf } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { ofClients } from '../records/of-clients.js';
import { recordingServers, type RecordingServer } from '../records/recorded.js';
import type { SilentServer } from '../records/recording-servers.js';
import { RecordsClient, type ClientAtBank } from '../records/records.client.js';
import { isWanted, type ExchangeFilter } from './exchange-filter.js';
import { hopOfExchange, type Origins, type RecordedHop } from './exchange-hop.js';
import { loggedExchange, type LoggedExchange } from './logged-exchange.js';

const roundsMax = 5;
const pageMax = 100;

/** A page of the log, latest first. */
export interface LogPage {
  readonly exchanges: readonly LoggedExchange[];
  /** The `before` of the next page; absent on the last. */
  readonly next?: string;
  readonly silent: readonly SilentServer[];
}

/** What an application's own clients asked of the banks, and what they were answered. */
@Injectable()
export class ApplicationExchanges {
  readonly origins: Origins;

  constructor(
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    this.origins = {
      'authorization-server': settings.SANDBANK_AUTHORIZATION_SERVER_URL,
      'resource-server': settings.SANDBANK_RESOURCE_SERVER_URL,
    };
  }

  /** A page of what the filter wants; it looks back through five hundred exchanges at most, and `next` goes on. */
  async list(
    clients: readonly ClientAtBank[],
    filter: ExchangeFilter,
    page: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<LogPage> {
    const asked = clients.filter(({ bank }) => filter.bank === undefined || bank === filter.bank);
    const found: LoggedExchange[] = [];
    let silent: readonly SilentServer[] = [];
    let { before } = page;
    let hasMore = asked.length > 0;
    for (let round = 0; hasMore && round < roundsMax && found.length < page.limit; round += 1) {
      const query = { before, limit: pageMax, interactionId: filter.interaction_id };
      const told = await ofClients(asked, query, (client) => this.records.exchanges(client, query));
      silent = told.silent;
      hasMore = told.hasMore;
      for (const exchange of told.found) {
        if (found.length === page.limit) {
          hasMore = true;
          break;
        }
        before = exchange.id;
        if (isWanted(filter, exchange)) found.push(loggedExchange(exchange, exchange.bank));
      }
    }
    return {
      exchanges: found,
      ...(hasMore && before !== undefined ? { next: before } : {}),
      silent,
    };
  }

  /** An exchange laid open, looked for where the application is registered. Throws `not_recorded`. */
  async open(
    clients: readonly ClientAtBank[],
    id: string,
    hint: { readonly bank?: string | undefined; readonly server?: RecordingServer | undefined },
  ): Promise<RecordedHop & { readonly bankName: string }> {
    const asked = clients.filter(({ bank }) => hint.bank === undefined || bank === hint.bank);
    const servers = hint.server === undefined ? recordingServers : [hint.server];
    const tries = asked.flatMap((client) => servers.map((server) => ({ client, server })));
    const told = await Promise.all(
      tries.map(({ client, server }) => this.at(server, client, id).catch(portalErrorOf)),
    );
    const [hop] = told.flatMap((one) => (one instanceof PortalError ? [] : [one]));
    if (hop !== undefined) return { ...hop, bankName: this.bankName(hop.bank) };
    const errors = told.filter((one) => one instanceof PortalError);
    const unheard = errors.find(({ code }) => code === 'records_unavailable');
    throw (
      unheard ?? new PortalError('not_recorded', 'No exchange of this application has this id.')
    );
  }

  /** One exchange of one client at one server, laid open. Throws `not_recorded`, `records_unavailable`. */
  async at(server: RecordingServer, client: ClientAtBank, id: string): Promise<RecordedHop> {
    const detail = await this.records.exchange(server, client, id);
    return hopOfExchange(detail, client.bank, this.origins);
  }

  /** What a bank is called. */
  bankName(slug: string): string {
    return this.banks.find(slug)?.name ?? slug;
  }
}
