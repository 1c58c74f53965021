import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { Authorization, type ResourceAuthorization } from '@sandbank/protected-resource';
import { Operation } from '../../openapi/operation.decorator.js';
import { EventAccess } from '../event-access.decorator.js';
import {
  subscriptionAnswer,
  subscriptionChange,
  subscriptionExamples as examples,
  subscriptionRequest,
  subscriptionsAnswer,
} from './event-subscription.schema.js';
import {
  EventSubscriptionsService,
  type SubscriptionEnvelope,
  type SubscriptionsEnvelope,
} from './event-subscriptions.service.js';

const tag = 'Event subscriptions';
const answer = { schema: subscriptionAnswer, example: examples.answer };

/** /event-subscriptions: what the client wants to be told, and where. */
@EventAccess('event-subscriptions')
export class EventSubscriptionsController {
  constructor(
    @Inject(EventSubscriptionsService) private readonly subscriptions: EventSubscriptionsService,
  ) {}

  @Post()
  @Operation({
    ...{ summary: 'Subscribe to events', tag, answer, errors: ['U029'] },
    body: { schema: subscriptionRequest, example: examples.request },
  })
  subscribe(
    @Body() body: unknown,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<SubscriptionEnvelope> {
    return this.subscriptions.subscribe(body, authorization);
  }

  @Get()
  @Operation({
    ...{ summary: 'The subscription of the client', tag },
    answer: { schema: subscriptionsAnswer, example: examples.list },
  })
  list(@Authorization() authorization: ResourceAuthorization): Promise<SubscriptionsEnvelope> {
    return this.subscriptions.subscriptions(authorization);
  }

  @Put(':EventSubscriptionId')
  @Operation({
    ...{ summary: 'Change the subscription', tag, answer },
    body: { schema: subscriptionChange, example: examples.change },
  })
  change(
    @Param('EventSubscriptionId') id: string,
    @Body() body: unknown,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<SubscriptionEnvelope> {
    return this.subscriptions.change(id, body, authorization);
  }

  @Delete(':EventSubscriptionId')
  @HttpCode(204)
  @Operation({ summary: 'End the subscription', tag })
  unsubscribe(
    @Param('EventSubscriptionId') id: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<void> {
    return this.subscriptions.unsubscribe(id, authorization);
  }
}
