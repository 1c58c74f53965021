import { EventDelivery } from './delivery/event-delivery.js';
import { EventDeliverySweeper } from './delivery/event-delivery.sweeper.js';
import { EventSweeper } from './event.sweeper.js';
import { EventTokens } from './event-tokens.js';
import { EventKeys } from './keys/event-keys.js';
import { EventKeysController } from './keys/event-keys.controller.js';
import { EventPollsService } from './polling/event-polls.service.js';
import { EventsController } from './polling/events.controller.js';
import { LongPolls } from './polling/long-polls.js';
import { CallbackUrls } from './subscriptions/callback-urls.js';
import { EventSubscriptionsController } from './subscriptions/event-subscriptions.controller.js';
import { EventSubscriptionsService } from './subscriptions/event-subscriptions.service.js';

/** What apps are told of what happened: pushed, polled, signed. */
export const eventsParts = {
  controllers: [EventSubscriptionsController, EventsController, EventKeysController],
  providers: [
    ...[EventSubscriptionsService, CallbackUrls],
    ...[EventPollsService, LongPolls],
    ...[EventDelivery, EventDeliverySweeper, EventSweeper],
    ...[EventTokens, EventKeys],
  ],
};
