import { PortalError } from '../portal-error.js';
import { recordingServers, type RecordingServer } from '../records/recorded.js';
import type { ClientAtBank, RecordsClient } from '../records/records.client.js';
import { isWanted, type ExchangeFilter } from './exchange-filter.js';
import { loggedExchange, type LoggedExchange } from './logged-exchange.js';

/** Copies of a server write in batches of their own: what is older than this may still come. */
const overlapMilliseconds = 2000;
const pageMax = 100;
const pagesMax = 5;

/** What came since the last look. */
export interface TailLook {
  readonly exchanges: readonly LoggedExchange[];
  readonly silent: readonly RecordingServer[];
}

interface Source {
  readonly server: RecordingServer;
  readonly client: ClientAtBank;
  /** The latest exchange that was seen here. */
  latest: string;
  seen: Set<string>;
}

/** The least id of a moment: ids of exchanges grow with time (RFC 9562 5.7). */
export const leastIdAt = (milliseconds: number): string => {
  const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
};

/** When an exchange of this id was answered, in milliseconds. */
export const momentOfId = (id: string): number =>
  Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Follows the exchanges of an application at both servers; each is told once, in the order of their ids per look. */
export class ExchangeTail {
  private readonly sources: readonly Source[];

  /** `since` is the moment from which on exchanges are told, in milliseconds. */
  constructor(
    private readonly records: RecordsClient,
    clients: readonly ClientAtBank[],
    private readonly filter: ExchangeFilter,
    since: number,
  ) {
    const latest = leastIdAt(since);
    const servers = recordingServers.filter(
      (server) => filter.server === undefined || filter.server === server,
    );
    this.sources = clients
      .filter(({ bank }) => filter.bank === undefined || bank === filter.bank)
      .flatMap((client) =>
        servers.map((server) => ({ server, client, latest, seen: new Set<string>() })),
      );
  }

  async look(): Promise<TailLook> {
    const looks = await Promise.all(this.sources.map((source) => this.lookAt(source)));
    const exchanges = looks.flatMap((look) => (look === 'silent' ? [] : look));
    exchanges.sort((one, other) => (one.id < other.id ? -1 : 1));
    const silent = recordingServers.filter((server) =>
      this.sources.some((source, index) => source.server === server && looks[index] === 'silent'),
    );
    return { exchanges: exchanges.filter((one) => isWanted(this.filter, one)), silent };
  }

  private async lookAt(source: Source): Promise<LoggedExchange[] | 'silent'> {
    const floor = leastIdAt(momentOfId(source.latest) - overlapMilliseconds);
    const found: LoggedExchange[] = [];
    let after = floor;
    for (let page = 0; page < pagesMax; page += 1) {
      const query = { after, limit: pageMax, interactionId: this.filter.interaction_id };
      const told = await this.records
        .exchangesAt(source.server, source.client, query)
        .catch((thrown: unknown) => {
          if (thrown instanceof PortalError) return undefined;
          throw thrown;
        });
      if (told === undefined) return found.length === 0 ? 'silent' : found;
      for (const exchange of told.exchanges) {
        if (exchange.id > after) after = exchange.id;
        if (source.seen.has(exchange.id)) continue;
        source.seen.add(exchange.id);
        found.push(loggedExchange(exchange, source.client.bank));
      }
      if (told.next === undefined || told.exchanges.length === 0) break;
    }
    if (after > source.latest) source.latest = after;
    const still = leastIdAt(momentOfId(source.latest) - overlapMilliseconds);
    source.seen = new Set([...source.seen].filter((id) => id > still));
    return found;
  }
}
