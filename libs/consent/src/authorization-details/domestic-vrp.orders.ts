import { canonicalJson } from './canonical-json.js';
import { interactionTypes, type ControlParameters, type DomesticVrp } from './domestic-vrp.js';
import { isAtMost, type Money } from './money.js';

type Consented = DomesticVrp['consent'];

/** What an order may say once more of the payee: the same as was consented, where that said anything. */
const repeated = ['CreditorPostalAddress', 'UltimateCreditor'] as const;
type Repeated = (typeof repeated)[number];

/** One payment that an app orders under such a consent. */
export interface VrpOrder {
  readonly VRPType: string;
  readonly PSUAuthenticationMethod: string;
  readonly PSUInteractionType?: string | undefined;
  readonly Initiation: Consented['Initiation'];
  readonly Instruction: Pick<Consented['Initiation'], 'CreditorAccount' | Repeated> & {
    readonly InstructedAmount: Money;
  };
  readonly Risk: Consented['Risk'];
}

/** Between whom and under which circumstances an order must be the one that was consented. */
type Agreed = 'Initiation' | `Instruction.${'CreditorAccount' | Repeated}` | 'Risk';

/** The first part of an order that is not as it was consented; undefined when all of it is. */
export function differingPart({ consent }: DomesticVrp, order: VrpOrder): Agreed | undefined {
  const { Initiation, Risk } = consent;
  if (!isSame(order.Initiation, Initiation)) return 'Initiation';
  if (!isSame(order.Instruction.CreditorAccount, Initiation.CreditorAccount)) {
    return 'Instruction.CreditorAccount';
  }
  const differing = repeated.find(
    (name) =>
      order.Instruction[name] !== undefined &&
      Initiation[name] !== undefined &&
      !isSame(order.Instruction[name], Initiation[name]),
  );
  if (differing !== undefined) return `Instruction.${differing}`;
  return isSame(order.Risk, Risk) ? undefined : 'Risk';
}

/**
 * The control parameter that an order would break at `now`, as the API names it; undefined when none. What was spent
 * within periods is not asked here: that is counted where payments are booked.
 */
export function brokenParameter(
  { consent: { ControlParameters: parameters } }: DomesticVrp,
  order: VrpOrder,
  now: Date,
): keyof ControlParameters | undefined {
  const { ValidFromDateTime: from, ValidToDateTime: to, MaximumIndividualAmount } = parameters;
  const { VRPType, PSUAuthenticationMethods } = parameters;
  const { PSUInteractionType = 'OffSession' } = order;
  if (from !== undefined && now < new Date(from)) return 'ValidFromDateTime';
  if (to !== undefined && now >= new Date(to)) return 'ValidToDateTime';
  if (!names(VRPType, order.VRPType)) return 'VRPType';
  if (!names(PSUAuthenticationMethods, order.PSUAuthenticationMethod)) {
    return 'PSUAuthenticationMethods';
  }
  if (!names(interactionTypes(parameters), PSUInteractionType)) return 'PSUInteractionTypes';
  const { InstructedAmount } = order.Instruction;
  return isAtMost(InstructedAmount, MaximumIndividualAmount)
    ? undefined
    : 'MaximumIndividualAmount';
}

const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson(one) === canonicalJson(other);

const names = (allowed: readonly string[], value: string): boolean => allowed.includes(value);
