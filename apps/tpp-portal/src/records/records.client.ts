import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { rejectionPage, type Rejection } from '../rejections/rejection.js';
import * as recorded from './recorded.js';
import type { Exchange, ExchangeDetail, RecordingServer } from './recorded.js';
import { RecordingServers, type SilentServer } from './recording-servers.js';

/** A registration: which client at which bank. The records are never asked for anything else of an application. */
export interface ClientAtBank {
  readonly bank: string;
  readonly clientId: string;
}

/** Which exchanges are wanted; with `after` oldest first, else latest first. */
export interface ExchangeQuery {
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** At most so many, 1 to 100. */
  readonly limit: number;
  readonly interactionId?: string | undefined;
  readonly grantId?: string | undefined;
  readonly flow?: string | undefined;
}

/** What was found, whether there is more beyond it, and which server kept silent. */
export interface Told<T> {
  readonly found: readonly T[];
  readonly hasMore: boolean;
  readonly silent: readonly SilentServer[];
}

const nothing = z.unknown();

/**
 * What the banks' servers recorded of a client. Every call throws `records_unavailable` when nobody answers; where
 * both servers are asked and one is silent, the answer says so.
 */
@Injectable()
export class RecordsClient {
  constructor(@Inject(RecordingServers) private readonly servers: RecordingServers) {}

  /** One server's exchanges. */
  exchangesAt(
    server: RecordingServer,
    client: ClientAtBank,
    query: ExchangeQuery,
  ): Promise<z.output<typeof recorded.exchangePage>> {
    return this.servers.ask(server, exchangesOf(client, query));
  }

  /** Exchanges at both servers in one order, at most `limit`. */
  async exchanges(client: ClientAtBank, query: ExchangeQuery): Promise<Told<Exchange>> {
    const { answers, silent } = await this.servers.askBoth(exchangesOf(client, query));
    const pages = answers.map(({ answer }) => ({ found: answer.exchanges, next: answer.next }));
    return { ...merged(pages, query), silent };
  }

  /** An exchange laid open; throws `not_recorded`. */
  exchange(server: RecordingServer, client: ClientAtBank, id: string): Promise<ExchangeDetail> {
    const path = [...below(client), 'exchanges', id];
    return this.servers.ask(server, { path, answer: recorded.exchangeDetail });
  }

  /** The flows of a client, latest first: one per pushed request. */
  flows(
    client: ClientAtBank,
    query: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<z.output<typeof recorded.flowPage>> {
    const path = [...below(client), 'flows'];
    const question = { path, query: { ...query }, answer: recorded.flowPage };
    return this.servers.ask('authorization-server', question);
  }

  /** Why a client was refused, at both servers, latest first. */
  async rejections(
    client: ClientAtBank,
    query: { interactionId?: string | undefined; before?: string | undefined; limit: number },
  ): Promise<Told<Rejection>> {
    const { interactionId, before, limit } = query;
    const { answers, silent } = await this.servers.askBoth({
      path: [...below(client), 'rejections'],
      query: { interaction_id: interactionId, before, limit },
      answer: rejectionPage,
    });
    const pages = answers.map(({ answer }) => ({ found: answer.rejections, next: answer.next }));
    return { ...merged(pages, { limit }), silent };
  }

  /** What customers allowed a client, current and past. */
  consents(client: ClientAtBank): Promise<recorded.RecordedConsents> {
    const path = [...below(client), 'consents'];
    return this.servers.ask('authorization-server', { path, answer: recorded.consents });
  }

  /** Ends a consent as the client itself would. */
  async revokeConsent(client: ClientAtBank, consentId: string): Promise<void> {
    const path = [...below(client), 'consents', consentId, 'revocation'];
    await this.servers.ask('authorization-server', { path, method: 'POST', answer: nothing });
  }

  /** A client's event subscription and its deliveries. */
  events(client: ClientAtBank): Promise<recorded.RecordedEvents> {
    const path = [...below(client), 'events'];
    return this.servers.ask('resource-server', { path, answer: recorded.events });
  }

  /** Delivers an event once more. */
  async replayEvent(client: ClientAtBank, jti: string): Promise<void> {
    const path = [...below(client), 'events', jti, 'replay'];
    await this.servers.ask('resource-server', { path, method: 'POST', answer: nothing });
  }

  /** Sends a client a test event of this type; resolves to what the server says of it. */
  fireEvent(client: ClientAtBank, type: string): Promise<unknown> {
    const path = [...below(client), 'events'];
    const question = { path, method: 'POST' as const, body: { type }, answer: nothing };
    return this.servers.ask('resource-server', question);
  }
}

const below = ({ bank, clientId }: ClientAtBank): string[] => [bank, 'clients', clientId];

const exchangesOf = (client: ClientAtBank, query: ExchangeQuery) => ({
  path: [...below(client), 'exchanges'],
  query: {
    before: query.before,
    after: query.after,
    limit: query.limit,
    interaction_id: query.interactionId,
    grant_id: query.grantId,
    flow: query.flow,
  },
  answer: recorded.exchangePage,
});

/** Pages of several servers as one: ids grow with time at all of them, so that one mark serves them together. */
export function merged<T extends { readonly id: string }>(
  pages: readonly { readonly found: readonly T[]; readonly next?: unknown }[],
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): { found: T[]; hasMore: boolean } {
  const direction = after === undefined ? -1 : 1;
  const sorted = pages
    .flatMap(({ found }) => found)
    .sort((one, other) => (one.id < other.id ? -direction : direction));
  return {
    found: sorted.slice(0, limit),
    hasMore: sorted.length > limit || pages.some(({ next }) => next !== undefined),
  };
}
