import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { BankRegistry } from '../banks/bank-registry.js';
import type { Bank } from '../banks/bank.js';
import { LiveClients, type LiveClient } from '../banks/live-client.js';
import { ResourceServers } from '../banks/resource-servers.js';
import { upstreamFailure } from '../banks/upstream.js';
import { PortalError } from '../portal-error.js';
import { ClientTokens } from './client-token.js';
import { rejectionPage, type Rejection } from './rejection.js';

export interface RejectionQuery {
  readonly interactionId?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** What both servers of a bank explain to this client, latest first. */
export interface ExplainedRejections {
  readonly rejections: readonly Rejection[];
  /** The `before` of the next page; absent on the last. */
  readonly next?: string;
  /** Servers that did not answer, with the reason. */
  readonly silent: readonly { readonly endpoint: string; readonly message: string }[];
}

type Page = Pick<ExplainedRejections, 'rejections'> & { readonly hasMore: boolean };

/** Reads why the demo app was refused, with a token of its own (docs/rejections.md). */
@Injectable()
export class RejectionsService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ResourceServers) private readonly servers: ResourceServers,
    @Inject(ClientTokens) private readonly tokens: ClientTokens,
  ) {}

  /** Throws `bank_unavailable` or `bank_refused` when no server of the bank answers. */
  async list(slug: string, query: RejectionQuery): Promise<ExplainedRejections> {
    const bank = this.banks.get(slug);
    const client = await this.prepared(bank);
    const asked = bank.rejectionEndpoints.map(async (endpoint) => ({
      endpoint,
      answer: await this.read(client, endpoint, query).catch((thrown: unknown) =>
        refusalOf(bank, thrown),
      ),
    }));
    const answers = await Promise.all(asked);
    const failed = answers.flatMap(({ endpoint, answer }) =>
      answer instanceof PortalError ? [{ endpoint, answer }] : [],
    );
    const [first] = failed;
    if (first !== undefined && failed.length === answers.length) throw first.answer;
    const pages = answers.flatMap(({ answer }) => (answer instanceof PortalError ? [] : [answer]));
    // Ids of both servers grow with time, so that one order and one mark serve them together.
    const sorted = pages
      .flatMap(({ rejections }) => rejections)
      .sort((one, other) => (one.id < other.id ? 1 : -1));
    const rejections = sorted.slice(0, query.limit);
    const last = rejections.at(-1);
    const hasMore = sorted.length > rejections.length || pages.some((page) => page.hasMore);
    return {
      rejections,
      ...(hasMore && last !== undefined ? { next: last.id } : {}),
      silent: failed.map(({ endpoint, answer }) => ({ endpoint, message: answer.message })),
    };
  }

  private async prepared(bank: Bank): Promise<LiveClient> {
    try {
      return await this.clients.ofService(bank);
    } catch (thrown) {
      throw refusalOf(bank, thrown);
    }
  }

  private async read(client: LiveClient, endpoint: string, query: RejectionQuery): Promise<Page> {
    const { bank, configuration, atResourceServer } = client;
    const url = new URL(endpoint);
    url.searchParams.set('limit', String(query.limit));
    if (query.interactionId !== undefined)
      url.searchParams.set('interaction_id', query.interactionId);
    if (query.before !== undefined) url.searchParams.set('before', query.before);
    if (!endpoint.startsWith(`${bank.issuer}/`)) await this.servers.requirePair(client);
    const token = await this.tokens.of(client, 'rejections');
    try {
      const headers = new Headers({ accept: 'application/json' });
      const response = await openid.fetchProtectedResource(
        configuration,
        token,
        url,
        'GET',
        null,
        headers,
        atResourceServer,
      );
      const parsed = rejectionPage.safeParse(await response.json().catch(() => undefined));
      if (response.status === 200 && parsed.success) {
        return { rejections: parsed.data.rejections, hasMore: parsed.data.next !== undefined };
      }
      throw unreadable(bank);
    } catch (thrown) {
      // A key or a secret may have changed at the bank: the next look begins with a new token.
      this.tokens.forget(client);
      throw thrown;
    }
  }
}

const unreadable = (bank: Bank): PortalError =>
  new PortalError(
    'bank_refused',
    `${bank.name} does not explain its refusals in a way we can read.`,
  );

function refusalOf(bank: Bank, thrown: unknown): PortalError {
  if (thrown instanceof PortalError) return thrown;
  const failure = upstreamFailure(thrown);
  if (failure === undefined) throw thrown;
  const code = failure.kind === 'unavailable' ? 'bank_unavailable' : 'bank_refused';
  const message =
    code === 'bank_unavailable'
      ? `${bank.name} cannot be reached right now.`
      : `${bank.name} did not explain its refusals.`;
  return new PortalError(code, message, { upstream: failure, cause: thrown });
}
