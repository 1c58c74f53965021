import { z } from 'zod';
import { addressSchema, legalStructures } from '../../parties/party.schema.js';
import { productTypes } from '../../products/products.js';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a short name in lower case');
const amount = z.string().regex(/^\d{1,7}\.\d{2}$/, 'an amount such as "12.50"');
const telephone = z
  .string()
  .regex(/^\+\d{1,3}-[\d()+-]{1,30}$/, 'a number such as "+44-7700900126"');

/** How a customer is reached; what is left out is made up from the seed. */
const partySchema = z.strictObject({
  fullLegalName: z.string().min(1).max(350).optional(),
  legalStructure: z.enum(legalStructures).default('UK.OBIE.Individual'),
  email: z.email().max(256).optional(),
  phone: telephone.optional(),
  mobile: telephone.optional(),
  address: addressSchema.optional(),
});

/** A payee that a customer saved, beside those whom their habits pay. */
const beneficiarySchema = z.strictObject({
  account: key,
  name: z.string().min(1).max(140),
  identification: z.string().regex(/^(\d{14}|[A-Z]{2}\d{2}[A-Z0-9]{11,30})$/),
  reference: z.string().min(1).max(35).optional(),
  trusted: z.boolean().default(false),
});

/** What the bank offers a customer from the beginning of each month to the end of the next. */
const offerSchema = z.strictObject({
  account: key,
  type: z.enum(['BalanceTransfer', 'LimitIncrease', 'MoneyTransfer', 'Other', 'PromotionalRate']),
  description: z.string().min(1).max(500),
  ratePercent: z.number().min(0).max(99).multipleOf(0.01).optional(),
  term: z.string().min(1).max(500).optional(),
  amount: amount.optional(),
  fee: amount.optional(),
});

/** Members of a person's file about what is arranged for their accounts. */
export const standingDataMembers = {
  party: partySchema.optional(),
  beneficiaries: z.array(beneficiarySchema).max(50).default([]),
  offers: z.array(offerSchema).max(20).default([]),
};

/** A product of a bank. Accounts whose description is its name are of it; a standard one is for all others of its kind. */
export const productPlanSchema = z.strictObject({
  id: key,
  name: z.string().min(1).max(35),
  for: z.strictObject({
    type: z.enum(['CACC', 'SVGS', 'CARD']),
    category: z.enum(['Personal', 'Business']).default('Personal'),
  }),
  standard: z.boolean().default(false),
  type: z.enum(productTypes),
  /** `PCA`, `BCA` or `OtherProductType`, as the API shows it. */
  details: z.strictObject({
    PCA: z.record(z.string(), z.json()).optional(),
    BCA: z.record(z.string(), z.json()).optional(),
    OtherProductType: z.record(z.string(), z.json()).optional(),
  }),
});
