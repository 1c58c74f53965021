import { riskSchema, vrpInitiationSchema } from '@sandbank/consent';
import { z } from 'zod';
import { dateTime, envelopeOf, envelopeWithRisk } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';
import { paymentStatuses } from '../payments/payment-status.js';
import { instructionSchema } from './vrp-order.js';

const status = z.enum(paymentStatuses.filter((one) => one !== 'PATC'));
const id = z.string().min(1).max(40);
const consentId = z.string().min(1).max(128);

const statusReasonSchema = z.strictObject({
  StatusReasonCode: z.string().min(1).max(4),
  StatusReasonDescription: z.string().min(1).max(500),
  Path: z.string().min(1).max(500).optional(),
});

const creditor = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '00122033563248',
  Name: 'Maya Okafor',
};
const initiation = { CreditorAccount: creditor };
const instruction = {
  InstructionIdentification: 'SWEEP-7',
  EndToEndIdentification: 'SWEEP-7',
  InstructedAmount: { Amount: '25.00', Currency: 'GBP' },
  CreditorAccount: creditor,
};

/** An order, as it can be sent. */
export const vrpOrderExample = {
  Data: {
    ConsentId: '01a201a1-36e4-7290-aff0-c7ce6a267c58',
    PSUAuthenticationMethod: 'UK.OBIE.SCANotRequired',
    PSUInteractionType: 'OffSession',
    VRPType: 'UK.OBIE.VRPType.Sweeping',
    Initiation: initiation,
    Instruction: instruction,
  },
  Risk: {},
};

/** One payment within limits, as it is answered. */
export const vrpSchema = envelopeWithRisk(
  z
    .strictObject({
      DomesticVRPId: id,
      ConsentId: consentId,
      CreationDateTime: dateTime,
      Status: status,
      StatusReason: z.array(statusReasonSchema).optional(),
      StatusUpdateDateTime: dateTime,
      Initiation: vrpInitiationSchema,
      Instruction: instructionSchema,
    })
    .meta({
      id: 'DomesticVrp',
      example: {
        DomesticVRPId: '01a201a1-4c11-7d3b-8a52-d9f3ce6b4a10',
        ConsentId: '01a201a1-36e4-7290-aff0-c7ce6a267c58',
        CreationDateTime: '2026-12-01T09:30:00+00:00',
        Status: 'RCVD',
        StatusUpdateDateTime: '2026-12-01T09:30:00+00:00',
        Initiation: initiation,
        Instruction: instruction,
      },
    }),
  riskSchema,
);

/** Every status it went through. */
export const vrpDetailsSchema = envelopeOf(
  z
    .strictObject({
      PaymentStatus: z.array(
        z.strictObject({
          PaymentTransactionId: z.string().min(1).max(210),
          Status: status,
          StatusUpdateDateTime: dateTime,
          StatusDetail: z
            .strictObject({
              Status: z.string().min(1).max(128),
              StatusReason: z.string(),
              StatusReasonDescription: z.string().min(1).max(256),
            })
            .optional(),
        }),
      ),
    })
    .meta({ id: 'DomesticVrpDetails' }),
);

/** Whether the account could bear a sum now. */
export const vrpFundsSchema = envelopeOf(
  z
    .strictObject({
      FundsConfirmationId: id,
      ConsentId: consentId,
      CreationDateTime: dateTime,
      Reference: z.string().min(1).max(35).optional(),
      FundsAvailableResult: z.strictObject({
        FundsAvailableDateTime: dateTime,
        FundsAvailable: z.enum(['Available', 'NotAvailable']),
      }),
      InstructedAmount: amountSchema,
    })
    .meta({ id: 'DomesticVrpFundsConfirmation' }),
);
