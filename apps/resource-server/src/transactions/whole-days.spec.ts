import fc from 'fast-check';
import { wholeDays } from './whole-days.js';

const at = (text: string) => new Date(text);

describe('the whole days of a window', () => {
  it.each([
    ['2026-03-01T00:00:00Z', '2026-03-03T23:59:59.999Z', '2026-03-01', '2026-03-04'],
    ['2026-03-01T00:00:00.001Z', '2026-03-03T23:59:59.998Z', '2026-03-02', '2026-03-03'],
    ['2026-03-01T12:00:00Z', '2026-03-03T12:00:00Z', '2026-03-02', '2026-03-03'],
  ])('from %s to %s begin on %s and end before %s', (from, to, first, end) => {
    const days = wholeDays({ from: at(from), to: at(to) });
    expect(days).toEqual({ from: Date.parse(first), to: Date.parse(end) });
  });

  it('are all of them where it is open', () => {
    expect(wholeDays({ from: undefined, to: undefined })).toEqual({
      from: -Infinity,
      to: Infinity,
    });
    const noon = at('2026-03-01T12:00:00Z');
    expect(wholeDays({ from: noon, to: undefined }).from).toBe(Date.parse('2026-03-02'));
    expect(wholeDays({ from: undefined, to: noon }).to).toBe(Date.parse('2026-03-01'));
  });

  it('with the two rests beside them cover each instant of the window once', () => {
    const instant = fc.integer({ min: -4 * 86_400_000, max: 4 * 86_400_000 });
    fc.assert(
      fc.property(instant, instant, instant, (from, to, x) => {
        const days = wholeDays({ from: new Date(from), to: new Date(to) });
        const parts = [
          x >= from && x < days.from,
          x >= days.from && x < days.to,
          x >= days.to && x < to + 1,
        ];
        expect(parts.filter(Boolean)).toHaveLength(x >= from && x <= to ? 1 : 0);
        expect(from > to || days.from % 86_400_000 === 0 || days.from === days.to).toBe(true);
      }),
    );
  });
});
