import { vrpDetails } from '../../test/details.js';
import { keepsWithinPeriods } from '../../test/vrp-usage.js';
import { periodAt, type PeriodAlignment, type PeriodType } from './calendar-periods.js';
import type { DomesticVrp } from './domestic-vrp.js';
import { brokenParameter, differingPart, type VrpOrder } from './domestic-vrp.orders.js';
import { countedPeriods } from './periodic-limits.js';

const at = (text: string): Date => new Date(text);
const { Initiation, Risk, ControlParameters } = vrpDetails.consent;
const consentedAt = at('2026-12-02T15:00:00Z');
const now = at('2026-12-10T12:00:00Z');

const orderOf = (Amount: string, changes: Partial<VrpOrder> = {}): VrpOrder => ({
  VRPType: 'UK.OBIE.VRPType.Sweeping',
  PSUAuthenticationMethod: 'UK.OBIE.SCANotRequired',
  Initiation,
  Instruction: {
    InstructedAmount: { Amount, Currency: 'GBP' },
    CreditorAccount: Initiation.CreditorAccount,
  },
  Risk,
  ...changes,
});

describe('the periods of limits', () => {
  it.each<[PeriodType, PeriodAlignment, string, string, string, string]>([
    [
      'Day',
      'Calendar',
      '2026-11-21T12:00Z',
      '2026-12-10T00:00Z',
      '2026-12-10T00:00Z',
      '2026-12-11T00:00Z',
    ],
    [
      'Week',
      'Calendar',
      '2026-11-21T12:00Z',
      '2026-12-13T23:59:59.999Z',
      '2026-12-07T00:00Z',
      '2026-12-14T00:00Z',
    ],
    [
      'Week',
      'Calendar',
      '2026-11-21T12:00Z',
      '2026-12-14T00:00Z',
      '2026-12-14T00:00Z',
      '2026-12-21T00:00Z',
    ],
    [
      'Week',
      'Consent',
      '2026-12-02T15:00Z',
      '2026-12-09T00:00Z',
      '2026-12-09T00:00Z',
      '2026-12-16T00:00Z',
    ],
    [
      'Week',
      'Consent',
      '2026-12-02T15:00Z',
      '2026-12-02T15:00Z',
      '2026-12-02T00:00Z',
      '2026-12-09T00:00Z',
    ],
    [
      'Fortnight',
      'Consent',
      '2026-12-02T15:00Z',
      '2026-12-15T23:59Z',
      '2026-12-02T00:00Z',
      '2026-12-16T00:00Z',
    ],
    [
      'Month',
      'Calendar',
      '2026-11-21T12:00Z',
      '2027-02-28T23:59Z',
      '2027-02-01T00:00Z',
      '2027-03-01T00:00Z',
    ],
    [
      'Month',
      'Consent',
      '2027-01-31T15:00Z',
      '2027-02-27T23:59Z',
      '2027-01-31T00:00Z',
      '2027-02-28T00:00Z',
    ],
    [
      'Month',
      'Consent',
      '2027-01-31T15:00Z',
      '2027-02-28T00:00Z',
      '2027-02-28T00:00Z',
      '2027-03-31T00:00Z',
    ],
    [
      'Month',
      'Consent',
      '2027-01-31T15:00Z',
      '2027-03-30T23:59Z',
      '2027-02-28T00:00Z',
      '2027-03-31T00:00Z',
    ],
    [
      'Month',
      'Consent',
      '2028-01-30T15:00Z',
      '2028-02-29T00:00Z',
      '2028-02-29T00:00Z',
      '2028-03-30T00:00Z',
    ],
    [
      'Half-year',
      'Calendar',
      '2026-11-21T12:00Z',
      '2027-06-30T23:59Z',
      '2027-01-01T00:00Z',
      '2027-07-01T00:00Z',
    ],
    [
      'Half-year',
      'Consent',
      '2026-08-31T15:00Z',
      '2027-02-28T00:00Z',
      '2027-02-28T00:00Z',
      '2027-08-31T00:00Z',
    ],
    [
      'Year',
      'Calendar',
      '2026-11-21T12:00Z',
      '2026-12-31T23:59Z',
      '2026-01-01T00:00Z',
      '2027-01-01T00:00Z',
    ],
    [
      'Year',
      'Consent',
      '2028-02-29T15:00Z',
      '2029-02-28T00:00Z',
      '2029-02-28T00:00Z',
      '2030-02-28T00:00Z',
    ],
  ])(
    'a %s by %s, given %s, seen %s, goes from %s to %s',
    (type, alignment, given, seen, start, end) => {
      expect(periodAt(type, alignment, at(given), at(seen))).toEqual({
        start: at(start),
        end: at(end),
      });
    },
  );
});

describe('the periods in which a payment counts', () => {
  const { PeriodicLimits } = ControlParameters;
  const kinds = (seen: Date) =>
    countedPeriods(PeriodicLimits, consentedAt, seen).map(
      ({ PeriodType, PeriodAlignment }) => `${PeriodType} ${PeriodAlignment}`,
    );

  it('are one of every kind, with the limits that there are', () => {
    expect(kinds(now).sort()).toEqual(
      ['Day', 'Half-year', 'Month', 'Week', 'Year']
        .flatMap((type) => [`${type} Calendar`, `${type} Consent`])
        .concat('Fortnight Consent')
        .sort(),
    );
    const limited = countedPeriods(PeriodicLimits, consentedAt, now).flatMap((one) =>
      one.limit === undefined ? [] : [one.limit],
    );
    expect(limited).toHaveLength(PeriodicLimits.length);
    expect(limited).toEqual(expect.arrayContaining(PeriodicLimits));
  });

  it('hold the moment, and follow one another without a gap', () => {
    for (const { start, end, ...kind } of countedPeriods(PeriodicLimits, consentedAt, now)) {
      expect(start <= now && now < end).toBe(true);
      const last = periodAt(
        ...([kind.PeriodType, kind.PeriodAlignment, consentedAt] as const),
        new Date(end.getTime() - 1),
      );
      expect(last).toEqual({ start, end });
      const next = periodAt(kind.PeriodType, kind.PeriodAlignment, consentedAt, end);
      expect(next.start).toEqual(end);
    }
  });
});

describe('an order under a consent to payments within limits', () => {
  const broken = (Amount: string, when = now, Currency = 'GBP') => {
    const { Instruction } = orderOf(Amount);
    const InstructedAmount = { Amount, Currency };
    const order = orderOf(Amount, { Instruction: { ...Instruction, InstructedAmount } });
    return brokenParameter(vrpDetails, order, when);
  };
  const keeps = (Amount: string, payments: [string, string][], details = vrpDetails) => {
    const made = payments.map(([moment, sum]) => ({ at: at(moment), Amount: sum }));
    return keepsWithinPeriods(details, Amount, { consentedAt, payments: made }, now);
  };

  it('may be as large as one payment may be, and no penny more', () => {
    expect(broken('200.00')).toBeUndefined();
    expect(broken('200')).toBeUndefined();
    expect(broken('200.01')).toBe('MaximumIndividualAmount');
  });

  it('adds up exactly, where floating point would not', () => {
    const month = ControlParameters.PeriodicLimits[0]!;
    const details: DomesticVrp = {
      ...vrpDetails,
      consent: {
        ...vrpDetails.consent,
        ControlParameters: { ...ControlParameters, PeriodicLimits: [{ ...month, Amount: '0.30' }] },
      },
    };
    const made: [string, string][] = [['2026-12-09T00:00Z', '0.1']];
    expect(keeps('0.2', made, details)).toBe(true);
    expect(keeps('0.21', made, details)).toBe(false);
  });

  it('counts what was paid within each period, and nothing before it', () => {
    // The week of the consent began on the 9th at midnight, the month on the 1st.
    expect(keeps('200', [['2026-12-09T00:00:00Z', '200']])).toBe(true);
    expect(keeps('200', [['2026-12-09T00:00:00Z', '200.01']])).toBe(false);
    expect(keeps('200', [['2026-12-08T23:59:59.999Z', '200.01']])).toBe(true);
    expect(keeps('100', [['2026-12-01T00:00:00Z', '400']])).toBe(true);
    expect(keeps('100.01', [['2026-12-01T00:00:00Z', '400']])).toBe(false);
    expect(keeps('100.01', [['2026-11-30T23:59:59.999Z', '400']])).toBe(true);
  });

  it('comes neither before its time nor after', () => {
    expect(broken('1', at('2026-11-30T23:59:59.999Z'))).toBe('ValidFromDateTime');
    expect(broken('1', at('2026-12-01T00:00:00Z'))).toBeUndefined();
    expect(broken('1', at('2027-11-30T23:59:59.999Z'))).toBeUndefined();
    expect(broken('1', at('2027-12-01T00:00:00Z'))).toBe('ValidToDateTime');
  });

  it('is in the currency of its limits', () => {
    expect(broken('1', now, 'EUR')).toBe('MaximumIndividualAmount');
  });

  const payee = { ...Initiation.CreditorAccount, Identification: '00122087654321' };
  it.each<[string, Partial<VrpOrder>]>([
    ['Initiation', { Initiation: { ...Initiation, CreditorAccount: payee } }],
    ['Risk', { Risk: {} }],
    [
      'Instruction.CreditorAccount',
      {
        Instruction: { InstructedAmount: { Amount: '1', Currency: 'GBP' }, CreditorAccount: payee },
      },
    ],
  ])('with another %s is not what was consented', (part, changes) => {
    expect(differingPart(vrpDetails, orderOf('1'))).toBeUndefined();
    expect(differingPart(vrpDetails, orderOf('1', changes))).toBe(part);
  });

  it.each<[keyof typeof ControlParameters, Partial<VrpOrder>]>([
    ['VRPType', { VRPType: 'UK.OBIE.VRPType.Other' }],
    ['PSUAuthenticationMethods', { PSUAuthenticationMethod: 'x' }],
    ['PSUInteractionTypes', { PSUInteractionType: 'x' }],
  ])('of another kind breaks %s', (parameter, changes) => {
    expect(brokenParameter(vrpDetails, orderOf('1', changes), now)).toBe(parameter);
  });

  it('with the customer away needs a consent that says so, or says nothing', () => {
    const saying = (PSUInteractionTypes: ('InSession' | 'OffSession')[] | undefined) => ({
      ...vrpDetails,
      consent: {
        ...vrpDetails.consent,
        ControlParameters: { ...ControlParameters, PSUInteractionTypes },
      },
    });
    const parameter = 'PSUInteractionTypes';
    expect(brokenParameter(saying(['InSession']), orderOf('1'), now)).toBe(parameter);
    expect(brokenParameter(saying(undefined), orderOf('1'), now)).toBeUndefined();
    const there = orderOf('1', { PSUInteractionType: 'InSession' });
    expect(brokenParameter(saying(undefined), there, now)).toBe(parameter);
    expect(brokenParameter(saying(['InSession']), there, now)).toBeUndefined();
  });
});
