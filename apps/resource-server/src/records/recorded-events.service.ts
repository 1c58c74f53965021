import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { Clock, Database, isUuid, OrderRefused, type RejectedClient } from '@sandbank/platform';
import { z } from 'zod';
import { replayed } from '../events/event-orders.js';
import { eventTypeNames, eventTypes, type EventType } from '../events/event-types.js';
import { subscriptionOfClient } from '../events/subscriptions/event-subscriptions.statements.js';
import { eventsOfClient, fireEvent } from './recorded-events.statements.js';

/** What nobody needs to act on: it is about the subscription itself. */
const testEventType = 'urn:sandbank:events:test';

const wantedEvent = z.strictObject({
  type: z.enum([testEventType, ...eventTypeNames]).default(testEventType),
});

/** About which resource each kind is; of the standard's kinds one that does not exist. */
const resources: Readonly<Record<EventType, { readonly scope: string; readonly path: string }>> = {
  [eventTypes.resourceUpdate]: { scope: 'payments', path: 'pisp/domestic-payments' },
  [eventTypes.consentRevoked]: { scope: 'accounts', path: 'aisp/account-access-consents' },
  [eventTypes.linkedAccountUpdate]: { scope: 'accounts', path: 'aisp/account-access-consents' },
};

/** Where a client wants to be told, and of what. */
export interface SubscriptionResource {
  readonly subscription_id: string;
  readonly callback_url: string | null;
  readonly version: string;
  /** Null where it is told of everything. */
  readonly event_types: readonly string[] | null;
}

/** How far one event has come. */
export interface DeliveryResource {
  readonly jti: string;
  readonly type: string;
  readonly at: string;
  readonly attempts: number;
  readonly next_attempt_at: string | null;
  readonly delivered_at: string | null;
  readonly dead_at: string | null;
  readonly last_error: string | null;
}

export interface EventsResource {
  readonly subscription: SubscriptionResource | null;
  readonly deliveries: readonly DeliveryResource[];
}

interface EventRecordRow {
  readonly jti: string;
  readonly type: string;
  readonly happened_at: Date;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly dead_at: Date | null;
  readonly last_failure: string | null;
}

interface SubscriptionRow {
  readonly id: string;
  readonly callback_url: string | null;
  readonly version: string;
  readonly event_types: readonly string[] | null;
}

/** What a client was told of, for its developers, who may have it told again. */
@Injectable()
export class RecordedEvents {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Its subscription and the last events, the latest first. */
  async latest({ bank, clientId }: RejectedClient, limit: number): Promise<EventsResource> {
    const [[subscription], events] = await Promise.all([
      this.database.query<SubscriptionRow>(subscriptionOfClient, [bank, clientId]),
      this.database.query<EventRecordRow>(eventsOfClient, [bank, clientId, limit]),
    ]);
    return {
      subscription: subscription === undefined ? null : subscriptionResource(subscription),
      deliveries: events.map(deliveryResource),
    };
  }

  /** Has one event sent again from the beginning. 404 for what is not this client's. */
  async replay({ bank, clientId }: RejectedClient, jti: string): Promise<void> {
    const found = isUuid(jti)
      ? await replayed(this.database, { bank, client_id: clientId, jti }).catch(noneFound)
      : { replayed: 0 };
    if (found.replayed === 0) throw invalidRequest('there is no such event', { status: 404 });
  }

  /**
   * Tells the client of something that did not happen; resolves to the `jti`. 400 for a type that nobody is told of, 409
   * where the client has not asked for it, or was told a great deal within the last minute.
   */
  async fire(client: RejectedClient, body: unknown, interactionId: string): Promise<string> {
    const wanted = wantedEvent.safeParse(body ?? {});
    if (!wanted.success) throw invalidRequest('type is not one that clients are told of');
    const { type } = wanted.data;
    const now = this.clock.now();
    const jti = uuidV7(now);
    const about =
      type === testEventType
        ? ['accounts', 'event-subscriptions', null]
        : [resources[type].scope, resources[type].path, uuidV7(now)];
    const values = [jti, client.bank, client.clientId, type, ...about, now, interactionId];
    const written = await this.database.query(fireEvent, values);
    if (written.length === 1) return jti;
    throw invalidRequest('the client has no subscription for this type, or was told enough', {
      status: 409,
    });
  }
}

function noneFound(error: unknown): { replayed: number } {
  if (error instanceof OrderRefused && error.kind === 'unknown') return { replayed: 0 };
  throw error;
}

const subscriptionResource = (row: SubscriptionRow): SubscriptionResource => ({
  subscription_id: row.id,
  callback_url: row.callback_url,
  version: row.version,
  event_types: row.event_types,
});

const deliveryResource = (row: EventRecordRow): DeliveryResource => ({
  ...{ jti: row.jti, type: row.type, at: row.happened_at.toISOString(), attempts: row.attempts },
  next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
  delivered_at: row.acknowledged_at?.toISOString() ?? null,
  dead_at: row.dead_at?.toISOString() ?? null,
  last_error: row.last_failure,
});
