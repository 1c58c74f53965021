import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { Clock, Database, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { assertClientItself } from '../../open-banking/client-itself.js';
import { apiPath } from '../../access/account-information.decorator.js';
import { onePage, type Envelope } from '../../open-banking/envelope.js';
import {
  duplicate,
  invalidField,
  notCovered,
  unknownResource,
} from '../../open-banking/open-banking-error.js';
import { parseBody } from '../../open-banking/request-body.js';
import { CallbackUrls } from './callback-urls.js';
import {
  subscriptionChange,
  subscriptionRequest,
  type SubscriptionData,
  type SubscriptionWish,
} from './event-subscription.schema.js';
import {
  changeSubscription,
  deleteSubscription,
  insertSubscription,
  ownerOfSubscription,
  subscriptionOfClient,
} from './event-subscriptions.statements.js';

interface Row {
  readonly id: string;
  readonly version: string;
  readonly callback_url: string | null;
  readonly event_types: SubscriptionWish['EventTypes'] | null;
}

export type SubscriptionEnvelope = Envelope<SubscriptionData>;
export type SubscriptionsEnvelope = Envelope<{ readonly EventSubscription: SubscriptionData[] }>;

/** What a client wants to be told, and where: one subscription for each client of a bank. */
@Injectable()
export class EventSubscriptionsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CallbackUrls) private readonly callbackUrls: CallbackUrls,
  ) {}

  /** 409 for a client that has one. */
  async subscribe(
    body: unknown,
    authorization: ResourceAuthorization,
  ): Promise<SubscriptionEnvelope> {
    assertClientItself(authorization);
    const { Data } = parseBody(subscriptionRequest, body);
    const now = this.clock.now();
    const [row] = await this.database.query<Row>(
      insertSubscription,
      this.values(uuidV7(now), Data, authorization),
    );
    if (row === undefined) throw duplicate('there is a subscription already', 'Data');
    return answer(row, authorization);
  }

  async subscriptions(authorization: ResourceAuthorization): Promise<SubscriptionsEnvelope> {
    assertClientItself(authorization);
    const { bank, clientId } = authorization;
    const rows = await this.database.query<Row>(subscriptionOfClient, [bank, clientId]);
    return onePage({ EventSubscription: rows.map(shown) }, collection(authorization));
  }

  async change(
    id: string,
    body: unknown,
    authorization: ResourceAuthorization,
  ): Promise<SubscriptionEnvelope> {
    assertClientItself(authorization);
    assertId(id);
    const { Data } = parseBody(subscriptionChange, body);
    const place = 'Data.EventSubscriptionId';
    if (Data.EventSubscriptionId.toLowerCase() !== id.toLowerCase())
      throw invalidField('it is not that of the path', place, Data.EventSubscriptionId);
    const values = this.values(id, Data, authorization);
    const [row] = await this.database.query<Row>(changeSubscription, values);
    if (row === undefined) throw await this.notHeld(id, authorization);
    return answer(row, authorization);
  }

  /** What was not delivered yet stays there to be fetched. */
  async unsubscribe(id: string, authorization: ResourceAuthorization): Promise<void> {
    assertClientItself(authorization);
    assertId(id);
    const { bank, clientId } = authorization;
    const deleted = await this.database.query(deleteSubscription, [id, bank, clientId]);
    if (deleted.length === 0) throw await this.notHeld(id, authorization);
  }

  /** 403 for that of another client, 400 for none. */
  private async notHeld(id: string, { bank }: ResourceAuthorization): Promise<Error> {
    const [owner] = await this.database.query(ownerOfSubscription, [id, bank]);
    return owner === undefined
      ? noSuchSubscription()
      : notCovered('the subscription is that of another client', 'EventSubscriptionId');
  }

  private values(
    id: string,
    { CallbackUrl, Version, EventTypes = [] }: SubscriptionWish,
    { bank, clientId }: ResourceAuthorization,
  ): unknown[] {
    if (CallbackUrl !== undefined) this.callbackUrls.assertUsable(CallbackUrl);
    const types = [...new Set(EventTypes)];
    return [
      ...[id, bank, clientId, Version, CallbackUrl ?? null],
      ...[types.length === 0 ? null : types, this.clock.now()],
    ];
  }
}

const collection = ({ baseUrl, bank }: ResourceAuthorization): string =>
  `${baseUrl}/${bank}/${apiPath}/event-subscriptions`;

const answer = (row: Row, authorization: ResourceAuthorization): SubscriptionEnvelope =>
  onePage(shown(row), `${collection(authorization)}/${row.id}`);

const shown = (row: Row): SubscriptionData => ({
  EventSubscriptionId: row.id,
  ...(row.callback_url !== null && { CallbackUrl: row.callback_url }),
  Version: row.version,
  ...(row.event_types && { EventTypes: row.event_types }),
});

const noSuchSubscription = () =>
  unknownResource('there is no such subscription', 'EventSubscriptionId');

function assertId(id: string): void {
  if (!isUuid(id)) throw noSuchSubscription();
}
