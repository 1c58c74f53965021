import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { canonicalJson } from './canonical-json.js';
import { enrich } from './enrichment.js';
import { locations, locationsAt, printable } from './fields.js';
import { poundsOrEuros } from './money.js';
import { narrowWhole } from './narrowing.js';
import { approveBy, assertApprovable, besideInitiation } from './payment-authorisation.js';
import { accountOrIban, localInstrument, namedAccountOrIban } from './payment-fields.js';
import { creditorAgent, ultimateParty } from './payment-parties.js';
import { riskSchema } from './payment-risk.js';
import { describePayment } from './payment.wording.js';
import { postalAddress } from './postal-address.js';
import { parseWith } from './refusal.js';
import { regulatoryReporting } from './regulatory-reporting.js';
import { remittanceInformation } from './remittance-information.js';
import { supplementaryData } from './supplementary-data.js';

export const domesticPaymentTypeName = 'urn:sandbank:domestic-payment:v1';

const api = 'pisp';

/** What is to be paid, as the app says it at the bank's two doors (OBWriteDomestic2). */
export const initiationSchema = z
  .strictObject({
    InstructionIdentification: printable(35),
    EndToEndIdentification: printable(35),
    LocalInstrument: localInstrument.optional(),
    InstructedAmount: poundsOrEuros,
    DebtorAccount: accountOrIban(350).optional(),
    CreditorAgent: creditorAgent.optional(),
    CreditorAccount: namedAccountOrIban(350),
    CreditorPostalAddress: postalAddress.optional(),
    UltimateCreditor: ultimateParty.optional(),
    UltimateDebtor: ultimateParty.optional(),
    RegulatoryReporting: regulatoryReporting.optional(),
    RemittanceInformation: remittanceInformation,
    SupplementaryData: supplementaryData.optional(),
  })
  // A sort code and number is an account in pounds.
  .refine(({ InstructedAmount, CreditorAccount }) => canHold(CreditorAccount, InstructedAmount), {
    path: ['CreditorAccount', 'SchemeName'],
    message: 'must be UK.OBIE.IBAN for euros',
  })
  .refine(
    ({ InstructedAmount, DebtorAccount }) =>
      DebtorAccount === undefined || canHold(DebtorAccount, InstructedAmount),
    { path: ['DebtorAccount', 'SchemeName'], message: 'must be UK.OBIE.IBAN for euros' },
  );

const canHold = (
  { SchemeName }: { readonly SchemeName: string },
  { Currency }: { readonly Currency: string },
): boolean => Currency !== 'EUR' || SchemeName === 'UK.OBIE.IBAN';

const domesticPaymentSchema = z.strictObject({
  type: z.literal(domesticPaymentTypeName),
  locations,
  consent: z.strictObject({
    ...besideInitiation,
    Initiation: initiationSchema,
    Risk: riskSchema,
  }),
});

/** One payment within the country, as a client asks for it and as it is granted. */
export type DomesticPayment = z.infer<typeof domesticPaymentSchema>;
export type Initiation = DomesticPayment['consent']['Initiation'];

function parse(value: unknown, context: ParseContext): DomesticPayment {
  const details = parseWith(domesticPaymentSchema, value, context.path ?? '');
  assertApprovable(details, context);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

/** What a customer agrees to where money moves by one order: the order itself. */
export interface ConsentedOrder {
  readonly Initiation: object;
  readonly Risk: object;
}

/** True when an order is what was consented, member by member. */
export const isAsConsented = (
  { consent }: { readonly consent: ConsentedOrder },
  { Initiation, Risk }: ConsentedOrder,
): boolean =>
  canonicalJson({ Initiation, Risk }) ===
  canonicalJson({ Initiation: consent.Initiation, Risk: consent.Risk });

const approvalSeconds = 86_400;

/** Payment initiation (PIS): one payment, once, from one account of the customer. */
export const domesticPayment: AuthorizationDetailsType<DomesticPayment> = {
  type: domesticPaymentTypeName,
  scope: 'payments',
  api,
  entriesMax: 1,
  accountsMax: 1,
  singleUse: true,
  jsonSchema: z.toJSONSchema(domesticPaymentSchema),
  parse,
  narrow: narrowWhole,
  enrich,
  describe: ({ consent: { Initiation, ReadRefundAccount } }) =>
    describePayment(Initiation, ReadRefundAccount === 'Yes'),
  approveBy,
  // What nobody pays within a day was not meant any more.
  expiresAt: (_details, approvedAt) => new Date(approvedAt.getTime() + approvalSeconds * 1000),
};
