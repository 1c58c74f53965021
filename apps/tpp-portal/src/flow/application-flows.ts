import { Inject, Injectable } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import { ApplicationExchanges } from '../exchanges/application-exchanges.js';
import { leastIdAt, momentOfId } from '../exchanges/exchange-tail.js';
import { callbackOf, type RecordedHop } from '../exchanges/exchange-hop.js';
import { PortalError, portalErrorOf } from '../portal-error.js';
import { ofClients } from '../records/of-clients.js';
import type { Exchange, RecordedFlow } from '../records/recorded.js';
import type { SilentServer } from '../records/recording-servers.js';
import { RecordsClient, type ClientAtBank } from '../records/records.client.js';

const flowsMax = 50;
const exchangesMax = 100;
const openedAtOnce = 8;
/** What a copy of a server wrote late is looked for this far back. */
const overlapMilliseconds = 2000;

/** A flow in the list. */
export interface ListedFlow extends RecordedFlow {
  readonly bank: string;
  readonly bankName: string;
}

export interface ListedFlows {
  readonly flows: readonly ListedFlow[];
  readonly hasMore: boolean;
  readonly silent: readonly SilentServer[];
}

/** A flow with those of its hops that are not known yet. */
export interface OpenFlow {
  readonly flow: string;
  readonly bank: string;
  readonly bankName: string;
  readonly outcome: RecordedFlow['outcome'];
  readonly error: string | null;
  readonly startedAt: string;
  readonly lastAt: string;
  readonly hopCount: number;
  readonly recordingFull: boolean;
  readonly hops: readonly RecordedHop[];
  readonly silent: readonly SilentServer[];
}

/** Which hops the reader has: all up to the one with this id. */
export interface KnownHops {
  readonly after?: string | undefined;
}

/** The flows of an application's own clients, from the banks' records. */
@Injectable()
export class ApplicationFlows {
  constructor(
    @Inject(RecordsClient) private readonly records: RecordsClient,
    @Inject(ApplicationExchanges) private readonly exchanges: ApplicationExchanges,
  ) {}

  /** The latest flows at every bank, newest first. */
  async list(clients: readonly ClientAtBank[]): Promise<ListedFlows> {
    const { found, hasMore, silent } = await ofClients(
      clients,
      { limit: clients.length * flowsMax },
      async (client) => {
        const { flows, next } = await this.records.flows(client, { limit: flowsMax });
        const withIds = flows.map((flow) => ({ ...flow, id: `${flow.started_at} ${flow.flow}` }));
        return { found: withIds, hasMore: next !== undefined, silent: [] };
      },
    );
    return {
      flows: found.map(({ id: _, ...flow }) => ({
        ...flow,
        bankName: this.exchanges.bankName(flow.bank),
      })),
      hasMore,
      silent,
    };
  }

  /** One flow with the hops the reader does not have. Throws `unknown_flow`, or `records_unavailable` where it may be at a bank that is silent. */
  async open(
    clients: readonly ClientAtBank[],
    flow: string,
    known: KnownHops = {},
  ): Promise<OpenFlow> {
    let unheard: PortalError | undefined;
    for (const client of isUuid(flow) ? clients : []) {
      const told = await this.exchangesOf(client, flow).catch(portalErrorOf);
      if (told instanceof PortalError) {
        if (told.code !== 'not_recorded') unheard ??= told;
        continue;
      }
      const { found, silent } = told;
      const [first] = found;
      const last = found.at(-1);
      if (first === undefined || last === undefined) continue;
      const fresh = found.filter((one) => isFresh(one, known));
      const hops = await this.openAll(client, fresh);
      return {
        flow,
        bank: client.bank,
        bankName: this.exchanges.bankName(client.bank),
        ...outcomeOf(found),
        startedAt: first.at,
        lastAt: last.at,
        hopCount: found.length,
        recordingFull: found.length >= exchangesMax,
        hops: withCallback(hops),
        silent,
      };
    }
    throw unheard ?? new PortalError('unknown_flow', 'This application has no such flow.');
  }

  /** What belongs to a flow at both servers: by its pushed request, and by the grant that came of it. */
  private async exchangesOf(client: ClientAtBank, flow: string) {
    const byFlow = await this.records.exchanges(client, { flow, limit: exchangesMax });
    const grantId = byFlow.found.find(({ grant_id: id }) => id !== null)?.grant_id ?? undefined;
    const began = byFlow.found.at(-1)?.id;
    const byGrant =
      grantId === undefined || began === undefined
        ? { found: [], silent: [] }
        : await this.records.exchanges(client, { grantId, after: began, limit: exchangesMax });
    const own = byGrant.found.filter((one) => one.flow === null || one.flow === flow);
    const byId = new Map([...byFlow.found, ...own].map((one) => [one.id, one]));
    const found = [...byId.values()].sort((one, other) => (isBefore(one, other) ? -1 : 1));
    return { found: found.slice(0, exchangesMax), silent: byFlow.silent };
  }

  private async openAll(client: ClientAtBank, found: readonly Exchange[]): Promise<RecordedHop[]> {
    const hops: RecordedHop[] = [];
    for (let start = 0; start < found.length; start += openedAtOnce) {
      const some = found.slice(start, start + openedAtOnce);
      hops.push(
        ...(await Promise.all(some.map(({ server, id }) => this.exchanges.at(server, client, id)))),
      );
    }
    return hops;
  }
}

const isBefore = (one: Exchange, other: Exchange): boolean =>
  one.at === other.at ? one.id < other.id : one.at < other.at;

const isFresh = ({ id }: Exchange, { after }: KnownHops): boolean =>
  after === undefined || id > leastIdAt(momentOfId(after) - overlapMilliseconds);

/** The way back to the app has no record of its own: it is read off the bank's redirect. */
const withCallback = (hops: readonly RecordedHop[]): RecordedHop[] =>
  hops.flatMap((hop) => {
    const callback = callbackOf(hop);
    return callback === undefined ? [hop] : [hop, callback];
  });

/** How a flow stands: completed with its tokens, refused where its last word was an error, else under way. */
function outcomeOf(found: readonly Exchange[]): Pick<OpenFlow, 'outcome' | 'error'> {
  const atIssuer = found.filter(({ server }) => server === 'authorization-server');
  const isTokens = ({ endpoint, status }: Exchange): boolean =>
    endpoint === 'token' && status === 200;
  if (atIssuer.some(isTokens)) return { outcome: 'completed', error: null };
  const error = atIssuer.at(-1)?.error ?? null;
  return error === null || error === 'use_dpop_nonce'
    ? { outcome: 'pending', error: null }
    : { outcome: 'refused', error };
}
