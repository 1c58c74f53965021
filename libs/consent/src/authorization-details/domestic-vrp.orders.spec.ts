import { vrpDetails } from '../../test/details.js';
import { periodAt, type PeriodAlignment, type PeriodType } from './calendar-periods.js';
import type { DomesticVrp } from './domestic-vrp.js';
import {
  allowsVrp,
  brokenParameter,
  isVrpAsConsented,
  type VrpOrder,
} from './domestic-vrp.orders.js';

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

describe('an order under a consent to payments within limits', () => {
  const broken = (
    amount: string,
    payments: [string, string][] = [],
    when = now,
    details = vrpDetails,
  ) => {
    const made = payments.map(([moment, Amount]) => ({ at: at(moment), Amount }));
    const sum = { Amount: amount, Currency: 'GBP' };
    return brokenParameter(details, sum, { consentedAt, payments: made }, when);
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
    expect(broken('0.2', made, now, details)).toBeUndefined();
    expect(broken('0.21', made, now, details)).toBe('PeriodicLimits');
  });

  it('counts what was paid within each period, and nothing before it', () => {
    // The week of the consent began on the 9th at midnight, the month on the 1st.
    expect(broken('200', [['2026-12-09T00:00:00Z', '200']])).toBeUndefined();
    expect(broken('200', [['2026-12-09T00:00:00Z', '200.01']])).toBe('PeriodicLimits');
    expect(broken('200', [['2026-12-08T23:59:59.999Z', '200.01']])).toBeUndefined();
    expect(broken('100', [['2026-12-01T00:00:00Z', '400']])).toBeUndefined();
    expect(broken('100.01', [['2026-12-01T00:00:00Z', '400']])).toBe('PeriodicLimits');
    expect(broken('100.01', [['2026-11-30T23:59:59.999Z', '400']])).toBeUndefined();
  });

  it('comes neither before its time nor after', () => {
    expect(broken('1', [], at('2026-11-30T23:59:59.999Z'))).toBe('ValidFromDateTime');
    expect(broken('1', [], at('2026-12-01T00:00:00Z'))).toBeUndefined();
    expect(broken('1', [], at('2027-11-30T23:59:59.999Z'))).toBeUndefined();
    expect(broken('1', [], at('2027-12-01T00:00:00Z'))).toBe('ValidToDateTime');
  });

  it('is in the currency of its limits', () => {
    const usage = { consentedAt, payments: [] };
    expect(brokenParameter(vrpDetails, { Amount: '1', Currency: 'EUR' }, usage, now)).toBe(
      'MaximumIndividualAmount',
    );
  });

  const payee = { ...Initiation.CreditorAccount, Identification: '00122087654321' };
  it.each<[string, Partial<VrpOrder>]>([
    ['another kind', { VRPType: 'UK.OBIE.VRPType.Other' }],
    ['another authentication', { PSUAuthenticationMethod: 'x' }],
    ['another presence', { PSUInteractionType: 'x' }],
    ['another initiation', { Initiation: { ...Initiation, CreditorAccount: payee } }],
    ['other circumstances', { Risk: {} }],
    [
      'another payee',
      {
        Instruction: { InstructedAmount: { Amount: '1', Currency: 'GBP' }, CreditorAccount: payee },
      },
    ],
  ])('of %s is not what was consented', (_what, changes) => {
    expect(isVrpAsConsented(vrpDetails, orderOf('1'))).toBe(true);
    expect(isVrpAsConsented(vrpDetails, orderOf('1', changes))).toBe(false);
    const usage = { consentedAt, payments: [] };
    expect(allowsVrp(vrpDetails, orderOf('1'), usage, now)).toBe(true);
    expect(allowsVrp(vrpDetails, orderOf('1', changes), usage, now)).toBe(false);
    expect(allowsVrp(vrpDetails, orderOf('200.01'), usage, now)).toBe(false);
  });

  it('with the customer away needs a consent that says so, or says nothing', () => {
    const saying = (PSUInteractionTypes: ('InSession' | 'OffSession')[] | undefined) => ({
      ...vrpDetails,
      consent: {
        ...vrpDetails.consent,
        ControlParameters: { ...ControlParameters, PSUInteractionTypes },
      },
    });
    expect(isVrpAsConsented(saying(['InSession']), orderOf('1'))).toBe(false);
    expect(isVrpAsConsented(saying(undefined), orderOf('1'))).toBe(true);
    const there = orderOf('1', { PSUInteractionType: 'InSession' });
    expect(isVrpAsConsented(saying(undefined), there)).toBe(false);
    expect(isVrpAsConsented(saying(['InSession']), there)).toBe(true);
  });
});
