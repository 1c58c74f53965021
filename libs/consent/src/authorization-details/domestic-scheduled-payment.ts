import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt, printable } from './fields.js';
import { money } from './money.js';
import { assertFuture, assertWithinYear, narrowWhole } from './narrowing.js';
import { whenOrdered } from './order-deadline.js';
import { approveBy, assertApprovable, besideInitiation } from './payment-authorisation.js';
import { account, localInstrument, namedAccount } from './payment-fields.js';
import { ultimateParty } from './payment-parties.js';
import { riskSchema } from './payment-risk.js';
import { describePayment } from './payment.wording.js';
import { postalAddress } from './postal-address.js';
import { parseWith } from './refusal.js';
import { regulatoryReporting } from './regulatory-reporting.js';
import { remittanceInformation } from './remittance-information.js';
import { supplementaryData } from './supplementary-data.js';

export const domesticScheduledPaymentTypeName = 'urn:sandbank:domestic-scheduled-payment:v1';

const api = 'pisp';

/** What is to be paid and when, as the app says it at the bank's two doors (OBWriteDomesticScheduled2). */
export const scheduledInitiationSchema = z.strictObject({
  InstructionIdentification: printable(35),
  EndToEndIdentification: printable(35).optional(),
  LocalInstrument: localInstrument.optional(),
  RequestedExecutionDateTime: dateTime,
  InstructedAmount: money,
  DebtorAccount: account(350).optional(),
  CreditorAccount: namedAccount(350),
  CreditorPostalAddress: postalAddress.optional(),
  UltimateCreditor: ultimateParty.optional(),
  UltimateDebtor: ultimateParty.optional(),
  RegulatoryReporting: regulatoryReporting.optional(),
  RemittanceInformation: remittanceInformation,
  SupplementaryData: supplementaryData.optional(),
});

const domesticScheduledPaymentSchema = z.strictObject({
  type: z.literal(domesticScheduledPaymentTypeName),
  locations,
  consent: z.strictObject({
    ...besideInitiation,
    Initiation: scheduledInitiationSchema,
    Risk: riskSchema,
  }),
});

/** One payment on a day to come, as a client asks for it and as it is granted. */
export type DomesticScheduledPayment = z.infer<typeof domesticScheduledPaymentSchema>;
export type ScheduledInitiation = DomesticScheduledPayment['consent']['Initiation'];

function parse(value: unknown, context: ParseContext): DomesticScheduledPayment {
  const { now, path = '' } = context;
  const details = parseWith(domesticScheduledPaymentSchema, value, path);
  const { RequestedExecutionDateTime } = details.consent.Initiation;
  const place = `${path}/consent/Initiation/RequestedExecutionDateTime`;
  assertFuture(RequestedExecutionDateTime, now, place);
  assertWithinYear(RequestedExecutionDateTime, now, place);
  assertApprovable(details, context);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

const due = ({ consent }: DomesticScheduledPayment): Date =>
  new Date(consent.Initiation.RequestedExecutionDateTime);

/** Payment initiation (PIS): one payment, once, on a day to come, from one account of the customer. */
export const domesticScheduledPayment: AuthorizationDetailsType<DomesticScheduledPayment> = {
  type: domesticScheduledPaymentTypeName,
  scope: 'payments',
  api,
  entriesMax: 1,
  accountsMax: 1,
  singleUse: true,
  jsonSchema: z.toJSONSchema(domesticScheduledPaymentSchema),
  parse,
  narrow: narrowWhole,
  enrich,
  describe: ({ consent }) => describePayment(consent.Initiation),
  approveBy,
  expiresAt: (details, approvedAt) => whenOrdered(due(details), approvedAt),
};
