import { z } from 'zod';
import { envelopeOf } from '../../openapi/envelope.schema.js';
import { eventTypeNames, eventTypes, resourceVersion } from '../event-types.js';

const urlLengthMax = 2000;

const asked = {
  CallbackUrl: z
    .string()
    .max(urlLengthMax)
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
  Version: z
    .string()
    .max(10)
    .regex(/^v?4\.0(\.\d)?$/),
  EventTypes: z.array(z.enum(eventTypeNames)).max(10).optional(),
};
const data = z.strictObject({ EventSubscriptionId: z.string().min(1).max(40), ...asked });

/** OBEventSubscription1: what a client asks for. */
export const subscriptionRequest = z
  .strictObject({ Data: z.strictObject(asked) })
  .meta({ id: 'EventSubscriptionRequest' });

/** OBEventSubscriptionResponse1 as a client sends it back, changed; what stands around it is not looked at. */
export const subscriptionChange = z
  .strictObject({ Data: data, Links: z.unknown().optional(), Meta: z.unknown().optional() })
  .meta({ id: 'EventSubscriptionChange' });

/** OBEventSubscriptionResponse1. */
export const subscriptionAnswer = envelopeOf(data).meta({ id: 'EventSubscription' });

/** OBEventSubscriptionsResponse1: the one subscription of the client, or none. */
export const subscriptionsAnswer = envelopeOf(
  z.strictObject({ EventSubscription: z.array(data).max(1) }),
).meta({ id: 'EventSubscriptions' });

export type SubscriptionData = z.output<typeof data>;
export type SubscriptionWish = Omit<SubscriptionData, 'EventSubscriptionId'>;

const wish = {
  CallbackUrl: 'https://tpp.example/event-notifications',
  Version: resourceVersion,
  EventTypes: [eventTypes.consentRevoked, eventTypes.resourceUpdate],
};
const id = { EventSubscriptionId: '019a9c1b-8f3e-7c52-9d64-1b0a5c7e2f10' };
const url = 'https://bank.example/harbour/open-banking/v4.0/event-subscriptions';
const around = { Links: { Self: `${url}/${id.EventSubscriptionId}` }, Meta: { TotalPages: 1 } };

/** Bodies that could be sent and answered. */
export const subscriptionExamples = {
  request: { Data: wish },
  change: { Data: { ...id, ...wish } },
  answer: { Data: { ...id, ...wish }, ...around },
  list: {
    Data: { EventSubscription: [{ ...id, ...wish }] },
    ...{ Links: { Self: url }, Meta: { TotalPages: 1 } },
  },
};
