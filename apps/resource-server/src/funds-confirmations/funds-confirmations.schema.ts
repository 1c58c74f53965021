import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';

const reference = z.string().min(1).max(35);

/** Yes or no to a question of an issuer of cards or the like (OBFundsConfirmationResponse1). */
export const fundsConfirmationSchema = z
  .strictObject({
    FundsConfirmationId: z.uuid(),
    ConsentId: z.uuid(),
    CreationDateTime: dateTime,
    FundsAvailable: z.boolean(),
    Reference: reference,
    InstructedAmount: amountSchema,
  })
  .meta({ id: 'FundsConfirmation' });

/** Yes or no before a payment within limits (OBVRPFundsConfirmationResponse). */
export const vrpFundsConfirmationSchema = z
  .strictObject({
    FundsConfirmationId: z.uuid(),
    ConsentId: z.uuid(),
    CreationDateTime: dateTime,
    Reference: reference.optional(),
    FundsAvailableResult: z.strictObject({
      FundsAvailableDateTime: dateTime,
      FundsAvailable: z.enum(['Available', 'NotAvailable']),
    }),
    InstructedAmount: amountSchema,
  })
  .meta({ id: 'DomesticVrpFundsConfirmation' });

export const fundsConfirmationEnvelope = envelopeOf(fundsConfirmationSchema);
export const vrpFundsConfirmationEnvelope = envelopeOf(vrpFundsConfirmationSchema);
