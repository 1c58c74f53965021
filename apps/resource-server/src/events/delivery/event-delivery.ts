import { randomInt, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  Clock,
  Database,
  LOGGER,
  OutgoingError,
  postDocument,
  type Logger,
} from '@sandbank/platform';
import type { EventRow } from '../event.row.js';
import { EventTokens } from '../event-tokens.js';
import { CallbackUrls } from '../subscriptions/callback-urls.js';
import { takeUpConsentEvents } from './consent-events.js';
import { claimEvents, eventDelivered, eventFailed } from './event-delivery.statements.js';
import { attemptsMax, attemptSecondsMax, pauseSeconds, retryAfterSeconds } from './retry-policy.js';

/** An event whose turn it is. */
interface DueEvent extends EventRow {
  readonly attempts: number;
  readonly first_attempt_at: Date;
  readonly subscription_id: string;
  readonly callback_url: string;
}

interface Failure {
  readonly why: string;
  readonly retryAfter?: string | undefined;
}

const ofClientMax = 4;
const underWayMax = 64;
/** Longer than an attempt can take: what was taken by a process that was killed is due again then. */
const leaseSeconds = 60;

/**
 * Sends events to the clients that gave a URL, each until it was accepted (RFC 8935 2.2): at least once, always under the
 * same `jti`. Several processes may work side by side, and any may be killed.
 */
@Injectable()
export class EventDelivery {
  /** Subscriptions that are served at this moment. */
  private readonly served = new Set<string>();
  private readonly work = new Set<Promise<void>>();
  private claiming: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(EventTokens) private readonly tokens: EventTokens,
    @Inject(CallbackUrls) private readonly callbackUrls: CallbackUrls,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Takes up what happened, and begins to send what is due; a slow receiver delays nobody but itself. */
  async begin(): Promise<void> {
    if (this.closing.signal.aborted) return;
    await takeUpConsentEvents(this.database);
    await this.claim();
  }

  /** One claim after the other: two at once would not know of each other's receivers. */
  private claim(): Promise<void> {
    const turn = this.claiming.then(() => this.claimNow());
    this.claiming = turn.catch(() => undefined);
    return turn;
  }

  private async claimNow(): Promise<void> {
    const free = underWayMax - this.served.size * ofClientMax;
    if (free <= 0 || this.closing.signal.aborted) return;
    const now = this.clock.now();
    const due = await this.database.query<DueEvent>(claimEvents, [
      ...[now, ofClientMax, [...this.served], free, after(now, leaseSeconds)],
    ]);
    for (const [subscription, events] of bySubscription(due)) {
      this.served.add(subscription);
      const work = this.serve(subscription, events)
        // What could not be written down is due again when the lease is over.
        .catch((error: unknown) => this.logger.warn({ err: error }, 'events could not be sent'))
        .finally(() => this.work.delete(work));
      this.work.add(work);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.work.size > 0) await Promise.all(this.work);
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.claiming;
    await this.settled();
  }

  private async serve(subscription: string, events: readonly DueEvent[]): Promise<void> {
    const attempts = events.map((event) => this.attempt(event));
    const taken = await Promise.all(attempts).finally(() => this.served.delete(subscription));
    // A receiver that takes what it gets need not wait a round for the rest.
    if (events.length === ofClientMax && taken.every(Boolean)) await this.claim();
  }

  /** True when the receiver has taken it. */
  private async attempt(event: DueEvent): Promise<boolean> {
    const failure = await this.send(event);
    const now = this.clock.now();
    if (failure === undefined) {
      await this.database.query(eventDelivered, [event.jti, now]);
      return true;
    }
    // That this process closes is no failure of the receiver's: the event is due again when its lease is over.
    if (this.closing.signal.aborted) return false;
    const { jti, attempts } = event;
    const asked = retryAfterSeconds(failure.retryAfter, now);
    const next = after(now, pauseSeconds(attempts, randomInt(1_000_000) / 1_000_000, asked));
    const lastMoment = after(event.first_attempt_at, attemptSecondsMax);
    const deadAt = attempts >= attemptsMax || next > lastMoment ? now : null;
    await this.database.query(eventFailed, [jti, attempts, failure.why, next, deadAt]);
    const told = { jti, attempts, client_id: event.client_id, failure: failure.why };
    if (deadAt !== null) this.logger.warn(told, 'an event is given up');
    return false;
  }

  /** Undefined when the receiver has taken it. */
  private async send(event: DueEvent): Promise<Failure | undefined> {
    const body = await this.tokens.signed(event);
    const headers = { 'x-fapi-interaction-id': randomUUID(), accept: 'application/json' };
    const { signal } = this.closing;
    const { destinations } = this.callbackUrls;
    try {
      const { status, retryAfter } = await postDocument(
        event.callback_url,
        { contentType: 'application/jwt', body, headers },
        { destinations, signal },
      );
      return status === 202 ? undefined : { why: `status ${status}`, retryAfter };
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      return { why: `${error.code}: ${error.message}` };
    }
  }
}

function bySubscription(events: readonly DueEvent[]): Map<string, DueEvent[]> {
  const grouped = new Map<string, DueEvent[]>();
  for (const event of events) {
    grouped.set(event.subscription_id, [...(grouped.get(event.subscription_id) ?? []), event]);
  }
  return grouped;
}

const after = (moment: Date, seconds: number): Date => new Date(moment.getTime() + seconds * 1000);
