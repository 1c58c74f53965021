import fc from 'fast-check';
import { currencies, direction, minorUnits, money } from './money.js';

describe('an amount', () => {
  it('is the same after a journey through minor units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
        fc.constantFrom(...Object.keys(currencies)),
        (minor, currency) => {
          const { Amount } = money(minor, currency);
          expect(Amount).toMatch(/^\d{1,13}\.\d{2}$/);
          const signed = direction(minor) === 'Debit' ? `-${Amount}` : Amount;
          expect(minorUnits(signed, currency)).toBe(minor);
        },
      ),
    );
  });

  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['-0.00', 0],
    ['9999999999999.99', 999_999_999_999_999],
  ])('of %s is %d hundredths', (amount, minor) => {
    expect(minorUnits(amount, 'GBP')).toBe(minor);
    expect(minorUnits(amount, 'EUR')).toBe(minor);
  });

  it.each([
    '',
    '.5',
    '5.',
    '1.005',
    '1e3',
    '+1',
    '--1',
    ' 1',
    '1,00',
    '99999999999999',
    'NaN',
    '٣',
  ])('is not %p', (amount) => {
    expect(() => minorUnits(amount, 'GBP')).toThrow(RangeError);
  });

  it.each(['USD', 'JPY', 'gbp', 'toString', ''])('is in no currency %p', (currency) => {
    expect(() => minorUnits('1.00', currency)).toThrow(RangeError);
    expect(() => money(100, currency)).toThrow(RangeError);
  });
});
