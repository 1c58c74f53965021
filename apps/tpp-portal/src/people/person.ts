import { z } from 'zod';

const account = z.object({
  /** ISO 20022, such as `CACC`. */
  type: z.string(),
  /** The bank's name for what it is, and the customer's own. */
  product: z.string(),
  name: z.string(),
  category: z.string(),
  currency: z.string(),
  /** Of an overdraft or a card, in the account's currency. */
  limit: z.string().optional(),
  /** The names of its other holders. */
  sharedWith: z.array(z.string()),
  /** How many holders must sign a payment. */
  signatories: z.int(),
  /** The reason (ISO 20022) for which each payment is rejected in the end. */
  paymentFate: z.string().optional(),
});

/** An invented customer of a bank: how to sign in as them, and what they are good for. */
export const person = z.object({
  bank: z.string(),
  username: z.string(),
  password: z.string(),
  code: z.string(),
  name: z.string(),
  persona: z.string().optional(),
  /** What the bank does to this customer on purpose. */
  scenario: z.object({ name: z.string(), about: z.string() }).optional(),
  /** How far their history reaches back, where that is less than for others. */
  historyDays: z.int().optional(),
  accounts: z.array(account).max(20).default([]),
});

export type Person = z.output<typeof person>;
