import fc from 'fast-check';
import {
  accountAccess,
  domesticPayment,
  domesticScheduledPayment,
  domesticStandingOrder,
  domesticVrp,
  fundsConfirmation,
  permissionCodes,
  type AccountAccess,
  type DomesticPayment,
  type DomesticScheduledPayment,
  type DomesticStandingOrder,
  type DomesticVrp,
  type FundsConfirmation,
} from '../src/index.js';
import { accessDetails, fundsDetails, vrpDetails } from './details.js';
import { scheduledDetails, standingOrderDetails } from './payment-orders.js';
import { paymentDetails } from './payments.js';

export const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
export const context = { now: new Date('2026-11-21T12:00:00Z'), resourceBase };

// Few values of each, so that entries often lie within one another.
const moment = fc
  .integer({ min: 0, max: 6 })
  .map((month) => new Date(Date.UTC(2027, month, 1)).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const amount = fc
  .integer({ min: 1, max: 6 })
  .map((pounds) => `${pounds}.${pounds % 2 === 0 ? '5' : '50'}`);
const sum = amount.map((Amount) => ({ Amount, Currency: 'GBP' as const }));
const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1 });

/** Only what the type itself would take. */
const taken = <
  D extends
    | AccountAccess
    | DomesticPayment
    | DomesticScheduledPayment
    | DomesticStandingOrder
    | DomesticVrp
    | FundsConfirmation,
>(
  values: fc.Arbitrary<object>,
  parse: (value: unknown) => D,
): fc.Arbitrary<D> =>
  values
    .map((value) => {
      try {
        return parse(JSON.parse(JSON.stringify(value)));
      } catch {
        return undefined;
      }
    })
    .filter((value) => value !== undefined);

const permissions = fc
  .tuple(fc.subarray([...permissionCodes.slice(0, 7)]), fc.boolean())
  .map(([codes, isFull]) => [
    ...new Set([isFull ? 'ReadAccountsDetail' : 'ReadAccountsBasic', ...codes]),
  ]);

export const anyAccess = taken(
  fc
    .record({
      Permissions: permissions,
      ExpirationDateTime: maybe(moment),
      TransactionFromDateTime: maybe(moment),
      TransactionToDateTime: maybe(moment),
      Purpose: fc.constantFrom(undefined, 'Budgeting'),
    })
    .map((consent) => ({ ...accessDetails, consent })),
  (value) => accountAccess.parse(value, context),
);

export const anyPayment = taken(
  sum.map((InstructedAmount) => {
    const { Initiation, Risk } = paymentDetails.consent;
    return {
      ...paymentDetails,
      consent: { Initiation: { ...Initiation, InstructedAmount }, Risk },
    };
  }),
  (value) => domesticPayment.parse(value, context),
);

// What can only be the same or another needs fewer values still.
const oneOfTwo = fc.constantFrom('2027-01-31T09:00:00Z', '2027-02-28T09:00:00Z');

export const anyScheduledPayment = taken(
  fc.tuple(sum, oneOfTwo).map(([InstructedAmount, RequestedExecutionDateTime]) => {
    const { Initiation, Risk } = scheduledDetails.consent;
    const changes = { InstructedAmount, RequestedExecutionDateTime };
    return { ...scheduledDetails, consent: { Initiation: { ...Initiation, ...changes }, Risk } };
  }),
  (value) => domesticScheduledPayment.parse(value, context),
);

export const anyStandingOrder = taken(
  fc
    .record({
      first: oneOfTwo,
      FinalPaymentDateTime: maybe(fc.constant('2027-02-28T09:00:00Z')),
      Type: fc.constantFrom('WEEK', 'MNTH'),
      FirstPaymentAmount: fc.constant({ Amount: '5.00', Currency: 'GBP' }),
    })
    .map(({ first, FinalPaymentDateTime, Type, FirstPaymentAmount }) => {
      const { CreditorAccount } = standingOrderDetails.consent.Initiation;
      const MandateRelatedInformation = {
        FirstPaymentDateTime: first,
        FinalPaymentDateTime,
        Frequency: { Type },
      };
      const Initiation = { MandateRelatedInformation, FirstPaymentAmount, CreditorAccount };
      return { ...standingOrderDetails, consent: { Initiation, Risk: {} } };
    }),
  (value) => domesticStandingOrder.parse(value, context),
);

const limit = fc.record({
  PeriodType: fc.constantFrom('Day', 'Week', 'Fortnight', 'Month', 'Year'),
  PeriodAlignment: fc.constantFrom('Consent', 'Calendar'),
  Amount: amount,
  Currency: fc.constant('GBP'),
});

const parameters = fc.record({
  ValidFromDateTime: maybe(moment),
  ValidToDateTime: maybe(moment),
  MaximumIndividualAmount: sum,
  PeriodicLimits: fc.array(limit, { minLength: 1, maxLength: 3 }),
  VRPType: some('UK.OBIE.VRPType.Sweeping', 'UK.OBIE.VRPType.Other'),
  PSUAuthenticationMethods: some('UK.OBIE.SCA', 'UK.OBIE.SCANotRequired'),
  PSUInteractionTypes: maybe(some('InSession', 'OffSession')),
});

export const anyVrp = taken(
  parameters.map((ControlParameters) => ({
    ...vrpDetails,
    consent: { ...vrpDetails.consent, ControlParameters },
  })),
  (value) => domesticVrp.parse(value, context),
);

export const anyFunds = taken(
  maybe(moment).map((ExpirationDateTime) => ({
    ...fundsDetails,
    consent: { ...fundsDetails.consent, ExpirationDateTime },
  })),
  (value) => fundsConfirmation.parse(value, context),
);

/** An order and what went before it, to try a consent with. */
export const anyOrder = fc.record({
  order: fc
    .record({
      VRPType: fc.constantFrom('UK.OBIE.VRPType.Sweeping', 'UK.OBIE.VRPType.Other'),
      PSUAuthenticationMethod: fc.constantFrom('UK.OBIE.SCA', 'UK.OBIE.SCANotRequired'),
      PSUInteractionType: fc.constantFrom('InSession', 'OffSession'),
      InstructedAmount: sum,
    })
    .map(({ InstructedAmount, ...order }) => {
      const { Initiation, Risk } = vrpDetails.consent;
      const { CreditorAccount } = Initiation;
      return { ...order, Initiation, Risk, Instruction: { InstructedAmount, CreditorAccount } };
    }),
  payments: fc.array(fc.record({ at: moment.map((text) => new Date(text)), Amount: amount }), {
    maxLength: 3,
  }),
  now: moment.map((text) => new Date(text)),
});
