import { riskSchema, vrpInitiationSchema } from '@sandbank/consent';
import { z } from 'zod';
import { dateTime, envelopeOf, envelopeWithRisk } from '../openapi/envelope.schema.js';
import { statusReason } from '../payments/payment.schema.js';
import { paymentStatuses } from '../payments/payment-status.js';
import { instructionSchema } from './vrp-order.js';

const status = z
  .enum(paymentStatuses.filter((one) => one !== 'PATC'))
  .meta({ id: 'DomesticVrpStatus' });

/** One payment within limits (OBDomesticVRPResponse). */
const vrpSchema = z
  .strictObject({
    DomesticVRPId: z.uuid(),
    ConsentId: z.uuid(),
    CreationDateTime: dateTime,
    Status: status,
    StatusReason: z.array(statusReason).min(1).optional(),
    StatusUpdateDateTime: dateTime,
    Initiation: vrpInitiationSchema,
    Instruction: instructionSchema,
  })
  .meta({ id: 'DomesticVrp' });

const statusOfVrp = z
  .strictObject({
    PaymentTransactionId: z.uuid(),
    Status: status,
    StatusUpdateDateTime: dateTime,
    StatusDetail: z
      .strictObject({
        Status: status,
        StatusReason: z.string().min(1).max(4),
        StatusReasonDescription: z.string().min(1).max(256),
      })
      .optional(),
  })
  .meta({ id: 'DomesticVrpDetail' });

/** Every status it went through, the oldest first (OBDomesticVRPDetails). */
const vrpDetailsSchema = z
  .strictObject({ PaymentStatus: z.array(statusOfVrp).min(1) })
  .meta({ id: 'DomesticVrpDetails' });

export const vrpEnvelope = envelopeWithRisk(vrpSchema, riskSchema);
export const vrpDetailsEnvelope = envelopeOf(vrpDetailsSchema);
