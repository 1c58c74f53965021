import { initiationSchema } from '@sandbank/consent';
import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { multiAuthorisationSchema } from './multi-authorisation.js';
import { shownStatuses } from './payment-status.js';

const paymentStatus = z.enum(shownStatuses).meta({ id: 'PaymentStatus' });

/** Why a payment stands where it does. */
export const statusReason = z
  .strictObject({
    StatusReasonCode: z.string().min(1).max(4),
    StatusReasonDescription: z.string().min(1).max(256),
    Path: z.string().min(1).max(500).optional(),
  })
  .meta({ id: 'PaymentStatusReason' });

/** What every payment that was ordered once shows of its way. */
export const paymentProgress = {
  Status: paymentStatus,
  StatusReason: z.array(statusReason).min(1).optional(),
  StatusUpdateDateTime: dateTime,
  ExpectedExecutionDateTime: dateTime.optional(),
  ExpectedSettlementDateTime: dateTime.optional(),
};

const account = z
  .strictObject({
    SchemeName: z.enum(['UK.OBIE.SortCodeAccountNumber', 'UK.OBIE.IBAN']),
    Identification: z.string().min(1).max(256),
    Name: z.string().min(1).max(350),
  })
  .meta({ id: 'RefundAccount' });
export type RefundAccount = z.output<typeof account>;

/** A domestic payment (OBWriteDomesticResponse5). */
export const paymentSchema = z
  .strictObject({
    DomesticPaymentId: z.uuid(),
    ConsentId: z.uuid(),
    CreationDateTime: dateTime,
    ...paymentProgress,
    Charges: z.array(z.never()),
    Initiation: initiationSchema,
    Refund: z.strictObject({ Account: account }).optional(),
    Debtor: account.optional(),
    MultiAuthorisation: multiAuthorisationSchema.optional(),
  })
  .meta({ id: 'DomesticPayment' });

/** One status that a payment had. */
export const paymentDetailSchema = z
  .strictObject({
    PaymentTransactionId: z.uuid(),
    Status: paymentStatus,
    StatusUpdateDateTime: dateTime,
    StatusDetail: z.strictObject({
      Status: paymentStatus,
      StatusReason: z.string().min(1).max(4).optional(),
      StatusReasonDescription: z.string().min(1).max(256).optional(),
    }),
  })
  .meta({ id: 'PaymentDetail' });

/** Every status that a payment had, the oldest first (OBWritePaymentDetailsResponse1). */
export const paymentDetailsSchema = z
  .strictObject({ PaymentStatus: z.array(paymentDetailSchema).min(1) })
  .meta({ id: 'PaymentDetails' });

export const paymentEnvelope = envelopeOf(paymentSchema);
export const paymentDetailsEnvelope = envelopeOf(paymentDetailsSchema);
