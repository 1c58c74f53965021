import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';
import type {
  AuthorizationDetailsType,
  ConsentDescription,
  ParseContext,
} from './authorization-details-type.js';
import { enrich } from './enrichment.js';
import { locations, locationsAt, printable } from './fields.js';
import { parseWith, refusedAt } from './refusal.js';

export const domesticPaymentTypeName = 'urn:sandbank:domestic-payment:v1';

const api = 'pisp';

// Digits after the point: those of pounds, the one currency that accounts are held in.
const fractionDigitsMax = 2;

const amount = z
  .string()
  .regex(/^\d{1,13}(?:\.\d{1,5})?$/, 'must be an amount such as 12.50')
  .refine((text) => /[1-9]/.test(text), 'must be more than nothing')
  .refine(
    (text) => (text.split('.')[1] ?? '').length <= fractionDigitsMax,
    'has more decimal places than its currency',
  );

const account = z.strictObject({
  SchemeName: z.literal('UK.OBIE.SortCodeAccountNumber'),
  Identification: z.string().regex(/^\d{14}$/, 'must be a sort code and an account number'),
  Name: printable(140),
});

/** What is to be paid, as the app says it at the bank's two doors (OBWriteDomestic2). */
export const initiationSchema = z.strictObject({
  InstructionIdentification: printable(35),
  EndToEndIdentification: printable(35),
  InstructedAmount: z.strictObject({ Amount: amount, Currency: z.literal('GBP') }),
  CreditorAccount: account,
  RemittanceInformation: z
    .strictObject({
      Unstructured: z.array(printable(140)).length(1, 'must hold one line').optional(),
    })
    .optional(),
});

/** What the app says about the circumstances of a payment (OBRisk1). */
export const riskSchema = z.strictObject({
  PaymentContextCode: z
    .enum([
      'BillingGoodsAndServicesInAdvance',
      'BillingGoodsAndServicesInArrears',
      'EcommerceMerchantInitiatedPayment',
      'FaceToFacePointOfSale',
      'TransferToSelf',
      'TransferToThirdParty',
    ])
    .optional(),
  MerchantCategoryCode: z
    .string()
    .regex(/^\d{3,4}$/, 'must be three or four digits')
    .optional(),
  MerchantCustomerIdentification: printable(70).optional(),
  ContractPresentIndicator: z.boolean().optional(),
  BeneficiaryPrepopulatedIndicator: z.boolean().optional(),
});

const domesticPaymentSchema = z.strictObject({
  type: z.literal(domesticPaymentTypeName),
  locations,
  consent: z.strictObject({ Initiation: initiationSchema, Risk: riskSchema }),
});

/** One payment within the country, as a client asks for it and as it is granted. */
export type DomesticPayment = z.infer<typeof domesticPaymentSchema>;
export type Initiation = DomesticPayment['consent']['Initiation'];

function parse(value: unknown, context: ParseContext): DomesticPayment {
  const details = parseWith(domesticPaymentSchema, value, context.path ?? '');
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

/** A payment has no smaller part: it is wanted as it was granted, or refused. */
function narrow(granted: DomesticPayment, requested: DomesticPayment, path = ''): DomesticPayment {
  if (canonicalJson(requested.consent) === canonicalJson(granted.consent)) return granted;
  throw refusedAt(`${path}/consent`, 'differs from what was granted');
}

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

function describe({ consent: { Initiation } }: DomesticPayment): ConsentDescription {
  const { InstructedAmount, CreditorAccount, RemittanceInformation } = Initiation;
  const { Identification } = CreditorAccount;
  const [reference] = RemittanceInformation?.Unstructured ?? [];
  return {
    clusters: [],
    expiry: { text: 'Once, and not again' },
    payment: {
      amount: pounds.format(InstructedAmount.Amount as Intl.StringNumericLiteral),
      payee: CreditorAccount.Name,
      payeeAccount: `${sortCode(Identification)} ${Identification.slice(6)}`,
      ...(reference !== undefined && { reference }),
    },
  };
}

/** `001220` as people write it: `00-12-20`. */
const sortCode = (identification: string): string =>
  [0, 2, 4].map((at) => identification.slice(at, at + 2)).join('-');

const approvalSeconds = 86_400;

/** Payment initiation (PIS): one payment, once, from one account of the customer. */
export const domesticPayment: AuthorizationDetailsType<DomesticPayment> = {
  type: domesticPaymentTypeName,
  scope: 'payments',
  entriesMax: 1,
  api,
  singleUse: true,
  accountsMax: 1,
  jsonSchema: z.toJSONSchema(domesticPaymentSchema),
  parse,
  narrow,
  enrich,
  describe,
  // What nobody pays within a day was not meant any more.
  expiresAt: (_details, approvedAt) => new Date(approvedAt.getTime() + approvalSeconds * 1000),
};
