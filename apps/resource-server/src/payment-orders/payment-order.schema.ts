import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { paymentDetailSchema, statusReason } from '../payments/payment.schema.js';
import { shownStatuses } from '../payments/payment-status.js';

/** What both kinds of order show, with the codes of their own. */
const progress = (statuses: readonly [string, ...string[]]) => ({
  ConsentId: z.uuid(),
  CreationDateTime: dateTime,
  Status: z.enum(statuses),
  StatusReason: z.array(statusReason).length(1).optional(),
  StatusUpdateDateTime: dateTime,
});

const scheduledStatuses = [
  'CANC',
  ...shownStatuses.filter((status) => status !== 'ACCC'),
] as const satisfies readonly string[];

/** A payment on a day to come (OBWriteDomesticScheduledResponse5): pending until that day, then as its payment is. */
export const scheduledPaymentSchema = (initiation: z.ZodType) =>
  z
    .strictObject({
      DomesticScheduledPaymentId: z.uuid(),
      ...progress(scheduledStatuses as readonly [string, ...string[]]),
      ExpectedExecutionDateTime: dateTime.optional(),
      Charges: z.array(z.never()),
      Initiation: initiation,
    })
    .meta({ id: 'DomesticScheduledPayment' });

/** A standing order (OBWriteDomesticStandingOrderResponse6): set up, or called off. */
export const standingOrderSchema = (initiation: z.ZodType) =>
  z
    .strictObject({
      DomesticStandingOrderId: z.uuid(),
      ...progress(['INCO', 'CANC']),
      Charges: z.array(z.never()),
      Initiation: initiation,
    })
    .meta({ id: 'DomesticStandingOrder' });

/** Every status of the payments that an order has made, which may be none (OBWritePaymentDetailsResponse1). */
export const orderDetailsEnvelope = envelopeOf(
  z
    .strictObject({ PaymentStatus: z.array(paymentDetailSchema) })
    .meta({ id: 'PaymentOrderDetails' }),
);
