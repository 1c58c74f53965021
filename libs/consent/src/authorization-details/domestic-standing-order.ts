import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { describeStandingOrder } from './domestic-standing-order.wording.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt, printable } from './fields.js';
import { money } from './money.js';
import { assertFuture, assertWithinYear, narrowWhole } from './narrowing.js';
import { whenOrdered } from './order-deadline.js';
import { approveBy, assertApprovable, besideInitiation } from './payment-authorisation.js';
import { account, namedAccount } from './payment-fields.js';
import { ultimateParty } from './payment-parties.js';
import { riskSchema } from './payment-risk.js';
import { categoryPurposeCodes } from './purpose-codes.js';
import { parseWith, refusedAt } from './refusal.js';
import { regulatoryReporting } from './regulatory-reporting.js';
import { remittanceInformation } from './remittance-information.js';
import { orderFrequencies, planOf, type OrderFrequency } from './standing-order-dates.js';
import { supplementaryData } from './supplementary-data.js';

export const domesticStandingOrderTypeName = 'urn:sandbank:domestic-standing-order:v1';

const api = 'pisp';

/** When it pays (OBMandateRelatedInformation1). The bank knows rhythms of one payment for each period. */
const mandateRelatedInformation = z.strictObject({
  MandateIdentification: printable(35).optional(),
  Classification: z.literal('FIXE').optional(),
  CategoryPurposeCode: z.enum(categoryPurposeCodes).optional(),
  FirstPaymentDateTime: dateTime,
  RecurringPaymentDateTime: dateTime.optional(),
  FinalPaymentDateTime: dateTime.optional(),
  Frequency: z.strictObject({
    Type: z.enum(orderFrequencies),
    CountPerPeriod: z.literal(1).optional(),
    PointInTime: z
      .string()
      .regex(/^\d{2}$/, 'must be two digits')
      .optional(),
  }),
  Reason: printable(256).optional(),
});

/** What is to be paid again and again, as the app says it at the bank's two doors (OBWriteDomesticStandingOrder3). */
export const standingOrderInitiationSchema = z.strictObject({
  MandateRelatedInformation: mandateRelatedInformation,
  FirstPaymentAmount: money,
  RecurringPaymentAmount: money.optional(),
  FinalPaymentAmount: money.optional(),
  DebtorAccount: account(350).optional(),
  CreditorAccount: namedAccount(350),
  UltimateCreditor: ultimateParty.optional(),
  UltimateDebtor: ultimateParty.optional(),
  RegulatoryReporting: regulatoryReporting.optional(),
  RemittanceInformation: remittanceInformation,
  SupplementaryData: supplementaryData.optional(),
});

const domesticStandingOrderSchema = z.strictObject({
  type: z.literal(domesticStandingOrderTypeName),
  locations,
  consent: z.strictObject({
    ...besideInitiation,
    Initiation: standingOrderInitiationSchema,
    Risk: riskSchema,
  }),
});

/** A standing order, as a client asks for it and as it is granted. */
export type DomesticStandingOrder = z.infer<typeof domesticStandingOrderSchema>;
export type StandingOrderInitiation = DomesticStandingOrder['consent']['Initiation'];

function parse(value: unknown, context: ParseContext): DomesticStandingOrder {
  const { now, path = '' } = context;
  const details = parseWith(domesticStandingOrderSchema, value, path);
  const { Initiation } = details.consent;
  const { FirstPaymentDateTime } = Initiation.MandateRelatedInformation;
  const place = `${path}/consent/Initiation`;
  const first = `${place}/MandateRelatedInformation/FirstPaymentDateTime`;
  assertFuture(FirstPaymentDateTime, now, first);
  assertWithinYear(FirstPaymentDateTime, now, first);
  assertOrderly(Initiation, place);
  assertApprovable(details, context);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

/** First before recurring before final, and a point in time that says nothing else than the dates. */
function assertOrderly(initiation: StandingOrderInitiation, path: string): void {
  const { first, recurring, final } = planOf(initiation);
  const { MandateRelatedInformation: mandate, FinalPaymentAmount } = initiation;
  const at = `${path}/MandateRelatedInformation`;
  if (recurring !== undefined && recurring <= first) {
    throw refusedAt(`${at}/RecurringPaymentDateTime`, 'must lie after the first payment');
  }
  if (final !== undefined && final <= (recurring ?? first)) {
    throw refusedAt(`${at}/FinalPaymentDateTime`, 'must lie after the payments before it');
  }
  if (FinalPaymentAmount !== undefined && final === undefined) {
    throw refusedAt(`${path}/FinalPaymentAmount`, 'needs a FinalPaymentDateTime');
  }
  const { Type, PointInTime } = mandate.Frequency;
  const expected = pointInTime(Type, recurring ?? first);
  if (PointInTime !== undefined && PointInTime !== expected) {
    const evidence = { expected, received: PointInTime };
    throw refusedAt(`${at}/Frequency/PointInTime`, 'is not the day of the payments', evidence);
  }
}

/** The day within a period as two digits: of the week (Monday is 01) or of the month. */
function pointInTime(frequency: OrderFrequency, anchor: Date): string | undefined {
  if (frequency === 'DAIL') return undefined;
  const isWeekly = frequency === 'WEEK' || frequency === 'FRTN';
  const day = isWeekly ? ((anchor.getUTCDay() + 6) % 7) + 1 : anchor.getUTCDate();
  return String(day).padStart(2, '0');
}

/** Payment initiation (PIS): payments that the bank makes by itself, each on its day, from one account. */
export const domesticStandingOrder: AuthorizationDetailsType<DomesticStandingOrder> = {
  type: domesticStandingOrderTypeName,
  scope: 'payments',
  api,
  entriesMax: 1,
  accountsMax: 1,
  singleUse: true,
  jsonSchema: z.toJSONSchema(domesticStandingOrderSchema),
  parse,
  narrow: narrowWhole,
  enrich,
  describe: describeStandingOrder,
  approveBy,
  expiresAt: ({ consent }, approvedAt) => whenOrdered(planOf(consent.Initiation).first, approvedAt),
};
