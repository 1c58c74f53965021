import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, type Logger } from '@sandbank/platform';
import type { Bank } from '../banks/bank.js';
import { FlowStore } from '../flow/flow.store.js';
import { hopWording } from '../flow/hop-wording.js';
import type { Check, Hop } from '../flow/hop.js';
import { maskUrl } from '../flow/masking.js';

const away =
  'The customer signs in and decides on the bank’s own pages; the client sees none of that. The time is what passed until the browser came back.';

/** Records the two hops that the client does not make itself: the browser leaves, the browser returns. */
@Injectable()
export class JourneyLog {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async sentToBank(flowId: string, url: URL, checks: readonly Check[]): Promise<void> {
    await this.flows.append(flowId, this.hop('authorize', url, { note: away, checks }));
  }

  async cameBack(
    flowId: string,
    bank: Bank,
    query: URLSearchParams,
    checks: readonly Check[],
  ): Promise<void> {
    const callback = new URL(bank.redirectUri);
    callback.search = query.toString();
    const hops = await this.flows.hops(flowId);
    const sent = hops.find(({ hop }) => hop.kind === 'authorize');
    if (sent !== undefined) {
      const startedAt = new Date(sent.hop.startedAt).getTime();
      await this.flows.amend(flowId, sent.number, {
        durationMilliseconds: this.clock.now().getTime() - startedAt,
        response: { status: 303, headers: [['location', maskUrl(callback.href)]] },
      });
    }
    await this.flows.append(flowId, this.hop('callback', callback, { checks }));
  }

  /** Completes the hop of the browser's return with where the portal sent it next. */
  async sentOn(flowId: string, path: string): Promise<void> {
    const hops = await this.flows.hops(flowId);
    const returned = hops.find(({ hop }) => hop.kind === 'callback');
    if (returned === undefined) return;
    const startedAt = new Date(returned.hop.startedAt).getTime();
    await this.flows.amend(flowId, returned.number, {
      durationMilliseconds: this.clock.now().getTime() - startedAt,
      response: { status: 303, headers: [['location', path]] },
    });
  }

  /** A fault of our own: for the log, since the visitor is told nothing of it. */
  unforeseen(flowId: string, thrown: unknown): void {
    this.logger.error({ flow_id: flowId, err: thrown }, 'a journey failed in the portal');
  }

  private hop(
    kind: 'authorize' | 'callback',
    url: URL,
    more: { note?: string; checks: readonly Check[] },
  ): Hop {
    return {
      kind,
      ...hopWording[kind],
      startedAt: this.clock.now().toISOString(),
      request: { method: 'GET', url: maskUrl(url.href), headers: [] },
      jwts: [],
      ...more,
    };
  }
}
