import { z } from 'zod';
import type { Bank } from '../banks/bank.js';
import type { AccessWanted } from '../journey/journey-plan.js';

/** The authorization details type of a payment. */
export const paymentType = 'urn:sandbank:domestic-payment:v1';

/** Somebody whom Tally offers to pay. */
export const payee = z.object({
  bank: z.string(),
  key: z.string(),
  name: z.string().min(1).max(140),
  /** Sort code and account number, fourteen digits. */
  account: z.string().regex(/^\d{14}$/),
  about: z.string(),
});
export type Payee = z.output<typeof payee>;

/** What a visitor fills in. */
export const paymentForm = z.strictObject({
  bank: z.string().min(1).max(40),
  payee: z.string().min(1).max(40),
  amount: z.string().regex(/^\d{1,7}(?:\.\d{2})?$/),
  reference: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}\p{P}\p{S} ]{1,70}$/u),
  /** True to look at it once more before the money leaves. */
  hold: z.boolean(),
});

/** What is to be paid, as it is kept. */
export const paymentWish = z.object({
  payee,
  amount: z.string(),
  reference: z.string(),
  hold: z.boolean(),
});
export type PaymentWish = z.output<typeof paymentWish>;

/** The words of the order; they are the same at both doors of the bank, to the letter. */
function initiationOf(paymentId: string, { payee: to, amount, reference }: PaymentWish): object {
  const id = paymentId.replaceAll('-', '');
  return {
    InstructionIdentification: id,
    EndToEndIdentification: id,
    InstructedAmount: { Amount: amount, Currency: 'GBP' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: to.account,
      Name: to.name,
    },
    RemittanceInformation: { Unstructured: [reference] },
  };
}

const risk = { PaymentContextCode: 'TransferToThirdParty' };

/** What the customer is asked to allow (RFC 9396 2). */
export const paymentAccess = (bank: Bank, paymentId: string, wish: PaymentWish): AccessWanted => ({
  scope: 'openid payments',
  authorizationDetails: [
    {
      type: paymentType,
      locations: [`${bank.resourceBase}/pisp`],
      consent: { Initiation: initiationOf(paymentId, wish), Risk: risk },
    },
  ],
});

/** What the bank is told to do once the customer has allowed it. */
export const paymentOrder = (paymentId: string, wish: PaymentWish, consentId: string): object => ({
  Data: { ConsentId: consentId, Initiation: initiationOf(paymentId, wish) },
  Risk: risk,
});

/** What the bank answers to an order that it carried out. */
export const paymentAnswer = z.object({
  Data: z.object({
    DomesticPaymentId: z.string(),
    Status: z.string(),
    CreationDateTime: z.string(),
  }),
});
