import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import { describeVrp } from './domestic-vrp.wording.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt } from './fields.js';
import { isAtMost, money } from './money.js';
import { among, assertFuture, assertKept, assertSame, assertSpan, within } from './narrowing.js';
import { readRefundAccount } from './payment-authorisation.js';
import { namedAccount } from './payment-fields.js';
import { vrpUltimateParty } from './payment-parties.js';
import { riskSchema } from './payment-risk.js';
import { narrowLimits, periodicLimits } from './periodic-limits.js';
import { postalAddress } from './postal-address.js';
import { parseWith, refusedAt } from './refusal.js';
import { regulatoryReporting } from './regulatory-reporting.js';
import { vrpRemittanceInformation } from './remittance-information.js';
import { supplementaryData } from './supplementary-data.js';

export const domesticVrpTypeName = 'urn:sandbank:domestic-vrp:v1';

const api = 'pisp';

/** One or more of a few values, none twice. */
const someOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z
    .array(z.enum(values))
    .min(1, 'must not be empty')
    .max(values.length, 'has too many entries')
    .refine((chosen) => new Set(chosen).size === chosen.length, 'names a value twice')
    .meta({ uniqueItems: true });

const controlParameters = z.strictObject({
  ValidFromDateTime: dateTime.optional(),
  ValidToDateTime: dateTime.optional(),
  MaximumIndividualAmount: money,
  PeriodicLimits: periodicLimits,
  VRPType: someOf('UK.OBIE.VRPType.Sweeping', 'UK.OBIE.VRPType.Other'),
  PSUAuthenticationMethods: someOf('UK.OBIE.SCA', 'UK.OBIE.SCANotRequired'),
  PSUInteractionTypes: someOf('InSession', 'OffSession').optional(),
  SupplementaryData: supplementaryData.optional(),
});

/** Between whom money moves: to a payee whom the customer sees, from the account named here or one to choose. */
export const vrpInitiationSchema = z.strictObject({
  DebtorAccount: namedAccount(70).optional(),
  CreditorAccount: namedAccount(70),
  CreditorPostalAddress: postalAddress.optional(),
  UltimateCreditor: vrpUltimateParty.optional(),
  UltimateDebtor: vrpUltimateParty.optional(),
  RemittanceInformation: vrpRemittanceInformation,
  RegulatoryReporting: regulatoryReporting.optional(),
});

/** Variable recurring payments as they stand on the wire. */
export const domesticVrpSchema = z.strictObject({
  type: z.literal(domesticVrpTypeName),
  locations,
  consent: z.strictObject({
    ReadRefundAccount: readRefundAccount.optional(),
    ControlParameters: controlParameters,
    Initiation: vrpInitiationSchema,
    Risk: riskSchema,
  }),
});

/** Variable recurring payments, as a client asks for them and as they are granted. */
export type DomesticVrp = z.infer<typeof domesticVrpSchema>;
export type ControlParameters = DomesticVrp['consent']['ControlParameters'];

function parse(value: unknown, context: ParseContext): DomesticVrp {
  const { now, path = '' } = context;
  const details = parseWith(domesticVrpSchema, value, path);
  const { ValidToDateTime } = details.consent.ControlParameters;
  assertFuture(ValidToDateTime, now, `${path}/consent/ControlParameters/ValidToDateTime`);
  assertValidity(details.consent.ControlParameters, path);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

function assertValidity(parameters: Partial<ControlParameters>, path: string): void {
  const { ValidFromDateTime, ValidToDateTime } = parameters;
  const place = `${path}/consent/ControlParameters/ValidToDateTime`;
  assertSpan([ValidFromDateTime, ValidToDateTime], place);
}

/** Who is paid stays; every limit may become tighter. */
function narrow(granted: DomesticVrp, requested: DomesticVrp, path = ''): DomesticVrp {
  const { ControlParameters: given, Initiation, Risk } = granted.consent;
  const { ControlParameters: asked, ReadRefundAccount } = requested.consent;
  assertSame(Initiation, requested.consent.Initiation, `${path}/consent/Initiation`);
  assertSame(Risk, requested.consent.Risk, `${path}/consent/Risk`);
  assertKept(
    granted.consent.ReadRefundAccount,
    ReadRefundAccount,
    `${path}/consent/ReadRefundAccount`,
  );
  const at = `${path}/consent/ControlParameters`;
  assertKept(given.SupplementaryData, asked.SupplementaryData, `${at}/SupplementaryData`);
  if (!isAtMost(asked.MaximumIndividualAmount, given.MaximumIndividualAmount)) {
    throw refusedAt(`${at}/MaximumIndividualAmount`, 'goes beyond what was granted');
  }
  const methods = `${at}/PSUAuthenticationMethods`;
  const ControlParameters: ControlParameters = {
    ...within('ValidFromDateTime', given, asked, 'not earlier', at),
    ...within('ValidToDateTime', given, asked, 'not later', at),
    MaximumIndividualAmount: asked.MaximumIndividualAmount,
    PeriodicLimits: narrowLimits(
      given.PeriodicLimits,
      asked.PeriodicLimits,
      `${at}/PeriodicLimits`,
    ),
    VRPType: among(given.VRPType, asked.VRPType, `${at}/VRPType`),
    PSUAuthenticationMethods: among(
      given.PSUAuthenticationMethods,
      asked.PSUAuthenticationMethods,
      methods,
    ),
    ...narrowInteraction(given, asked, at),
    ...(given.SupplementaryData && { SupplementaryData: given.SupplementaryData }),
  };
  assertValidity(ControlParameters, path);
  return { ...granted, consent: { ...granted.consent, ControlParameters } };
}

/** Whether the customer is there when a payment is made; not, where the field is absent. */
export const interactionTypes = ({ PSUInteractionTypes }: ControlParameters) =>
  PSUInteractionTypes ?? (['OffSession'] as const);

function narrowInteraction(given: ControlParameters, asked: ControlParameters, at: string) {
  const { PSUInteractionTypes: wanted = given.PSUInteractionTypes } = asked;
  if (wanted === undefined) return {};
  const place = `${at}/PSUInteractionTypes`;
  return { PSUInteractionTypes: among(interactionTypes(given), wanted, place) };
}

/** Variable recurring payments (VRP): the app pays one payee by itself, within limits, until stopped. */
export const domesticVrp: AuthorizationDetailsType<DomesticVrp> = {
  type: domesticVrpTypeName,
  scope: 'payments',
  api,
  entriesMax: 1,
  accountsMax: 1,
  singleUse: false,
  jsonSchema: z.toJSONSchema(domesticVrpSchema),
  parse,
  narrow,
  enrich,
  describe: describeVrp,
  expiresAt: ({ consent: { ControlParameters } }) =>
    ControlParameters.ValidToDateTime === undefined
      ? undefined
      : new Date(ControlParameters.ValidToDateTime),
};
