import { duration, money, monthName } from './format.js';

describe('words for figures', () => {
  it('writes money with a real minus sign', () => {
    expect(money('-1234.5', 'GBP')).toBe('−£1,234.50');
    expect(money('0.10', 'GBP')).toBe('£0.10');
  });

  it('writes a duration in the unit that fits', () => {
    expect([4.25, 18.4, 2400, 72_000].map(duration)).toEqual([
      '4.3 ms',
      '18 ms',
      '2.4 s',
      '1 min 12 s',
    ]);
  });

  it('names a month whatever the time zone', () => {
    expect([monthName('2026-03'), monthName('2026-03', 'long')]).toEqual(['Mar', 'March 2026']);
  });
});
