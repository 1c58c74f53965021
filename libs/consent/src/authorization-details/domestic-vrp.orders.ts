import { canonicalJson } from './canonical-json.js';
import { interactionTypes, type ControlParameters, type DomesticVrp } from './domestic-vrp.js';
import { isAtMost, type Money } from './money.js';
import { exceededLimit, type MadePayment } from './periodic-limits.js';

type Consented = DomesticVrp['consent'];

/** One payment that an app orders under such a consent. */
export interface VrpOrder {
  readonly VRPType: string;
  readonly PSUAuthenticationMethod: string;
  readonly PSUInteractionType?: string;
  readonly Initiation: Consented['Initiation'];
  readonly Instruction: {
    readonly InstructedAmount: Money;
    readonly CreditorAccount: Consented['Initiation']['CreditorAccount'];
  };
  readonly Risk: Consented['Risk'];
}

/** What has happened under the consent: when it was given, and what was paid since. */
export interface VrpUsage {
  readonly consentedAt: Date;
  readonly payments: readonly MadePayment[];
}

/** True when an order is of the kind, between the parties and under the circumstances that were consented. */
export const isVrpAsConsented = ({ consent }: DomesticVrp, order: VrpOrder): boolean => {
  const { ControlParameters: parameters, Initiation, Risk } = consent;
  const { PSUInteractionType = 'OffSession' } = order;
  return (
    canonicalJson(order.Initiation) === canonicalJson(Initiation) &&
    canonicalJson(order.Instruction.CreditorAccount) ===
      canonicalJson(Initiation.CreditorAccount) &&
    canonicalJson(order.Risk) === canonicalJson(Risk) &&
    parameters.VRPType.some((kind) => kind === order.VRPType) &&
    parameters.PSUAuthenticationMethods.some((one) => one === order.PSUAuthenticationMethod) &&
    interactionTypes(parameters).some((kind) => kind === PSUInteractionType)
  );
};

/** The control parameter that an order of `sum` would break at `now`, as the API names it; undefined when none. */
export function brokenParameter(
  { consent: { ControlParameters: parameters } }: DomesticVrp,
  sum: Money,
  { consentedAt, payments }: VrpUsage,
  now: Date,
): keyof ControlParameters | undefined {
  const { ValidFromDateTime: from, ValidToDateTime: to, MaximumIndividualAmount } = parameters;
  if (from !== undefined && now < new Date(from)) return 'ValidFromDateTime';
  if (to !== undefined && now >= new Date(to)) return 'ValidToDateTime';
  if (!isAtMost(sum, MaximumIndividualAmount)) return 'MaximumIndividualAmount';
  const { PeriodicLimits } = parameters;
  const exceeded = exceededLimit(PeriodicLimits, sum.Amount, payments, consentedAt, now);
  return exceeded === undefined ? undefined : 'PeriodicLimits';
}

/** True when the order may be carried out: it is as consented, and breaks no limit. */
export const allowsVrp = (
  details: DomesticVrp,
  order: VrpOrder,
  usage: VrpUsage,
  now: Date,
): boolean =>
  isVrpAsConsented(details, order) &&
  brokenParameter(details, order.Instruction.InstructedAmount, usage, now) === undefined;
