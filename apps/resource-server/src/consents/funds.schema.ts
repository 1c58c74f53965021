import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';

const self =
  'https://localhost:9442/harbour/open-banking/v4.0/pisp/domestic-payment-consents/019aa3b8-0d41-7f3c-8c6e-91b2f4a7d305/funds-confirmation';

/** Whether the account could bear the payment. */
export const fundsAvailableAnswer = {
  schema: envelopeOf(
    z
      .strictObject({
        FundsAvailableResult: z.strictObject({
          FundsAvailableDateTime: dateTime,
          FundsAvailable: z.boolean(),
        }),
      })
      .meta({ id: 'FundsAvailable' }),
  ),
  example: {
    Data: {
      FundsAvailableResult: {
        FundsAvailableDateTime: '2026-11-21T15:30:00+00:00',
        FundsAvailable: true,
      },
    },
    Links: { Self: self },
    Meta: { TotalPages: 1 },
  },
};
