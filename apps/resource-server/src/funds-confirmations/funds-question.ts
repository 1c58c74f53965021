import { printable } from '@sandbank/consent';
import { z } from 'zod';
import { minorUnits } from '../ledger/money.js';
import { invalidField } from '../open-banking/open-banking-error.js';

const consentId = z.string().min(1).max(128);

const askedAmount = z.strictObject({
  Amount: z.string().regex(/^(?=.*[1-9])\d{1,13}(?:\.\d{1,5})?$/),
  Currency: z.string().regex(/^[A-Z]{3}$/),
});

/** OBFundsConfirmation1. */
export const fundsQuestionSchema = z.strictObject({
  Data: z.strictObject({
    ConsentId: consentId,
    Reference: printable(35),
    InstructedAmount: askedAmount,
  }),
});

/** OBVRPFundsConfirmationRequest. */
export const vrpFundsQuestionSchema = z.strictObject({
  Data: z.strictObject({
    ConsentId: consentId,
    Reference: printable(35).optional(),
    InstructedAmount: askedAmount,
  }),
});

/** What an app asks: whether an account holds a sum. */
export type FundsQuestion = z.output<typeof vrpFundsQuestionSchema>['Data'];

/** The sum in minor units; 400 for more decimals than its currency has, or a currency that no account is kept in. */
export function askedMinor({ InstructedAmount: { Amount, Currency } }: FundsQuestion): number {
  try {
    return minorUnits(Amount, Currency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidField('no account holds such a sum', 'Data.InstructedAmount', error.message);
  }
}
