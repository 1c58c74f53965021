import fc from 'fast-check';
import {
  orderFrequencies,
  plannedPayment,
  workingDay,
  type OrderPlan,
} from './standing-order-dates.js';

const at = (text: string) => new Date(`${text}T09:30:00.250Z`);
const datesOf = (plan: OrderPlan, count: number, which: 'due' | 'made' = 'due') =>
  Array.from({ length: count }, (_, position) =>
    plannedPayment(plan, position)?.[which].toISOString().slice(0, 10),
  );

describe('the dates of a standing order', () => {
  it.each([
    ['DAIL', ['2026-12-01', '2026-12-02', '2026-12-03']],
    ['WEEK', ['2026-12-01', '2026-12-08', '2026-12-15']],
    ['FRTN', ['2026-12-01', '2026-12-15', '2026-12-29']],
    ['MNTH', ['2026-12-01', '2027-01-01', '2027-02-01']],
    ['QURT', ['2026-12-01', '2027-03-01', '2027-06-01']],
    ['MIAN', ['2026-12-01', '2027-06-01', '2027-12-01']],
    ['YEAR', ['2026-12-01', '2027-12-01', '2028-12-01']],
  ] as const)('of %s follow one another', (frequency, dates) => {
    expect(datesOf({ frequency, first: at('2026-12-01') }, 3)).toEqual(dates);
  });

  it('at the end of a month fall on its last day, and on the 31st again of the next long one', () => {
    const plan = { frequency: 'MNTH', first: at('2027-12-31') } as const;
    expect(datesOf(plan, 5)).toEqual([
      ...['2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ]);
    const leap = { frequency: 'YEAR', first: at('2028-02-29') } as const;
    expect(datesOf(leap, 5).slice(1)).toEqual([
      ...['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ]);
  });

  it('keep the time of the day', () => {
    const plan = { frequency: 'MNTH', first: at('2026-01-31') } as const;
    expect(plannedPayment(plan, 1)?.due).toEqual(at('2026-02-28'));
  });

  it('on a weekend are paid on Monday, and the one after keeps its own date', () => {
    const plan = { frequency: 'MNTH', first: at('2026-08-01') } as const;
    expect(datesOf(plan, 4)).toEqual(['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01']);
    expect(datesOf(plan, 4, 'made')).toEqual([
      ...['2026-08-03', '2026-09-01', '2026-10-01', '2026-11-02'],
    ]);
    expect(workingDay(at('2026-11-20'))).toEqual(at('2026-11-20'));
  });

  it('of every day are paid on Saturday and Sunday too', () => {
    const plan = { frequency: 'DAIL', first: at('2026-11-20') } as const;
    expect(datesOf(plan, 4, 'made')).toEqual(datesOf(plan, 4));
  });

  it('go on from the first recurring payment where that is named', () => {
    const first = at('2026-11-25');
    const plan = { frequency: 'MNTH', first, recurring: at('2027-01-31') } as const;
    expect(datesOf(plan, 4)).toEqual(['2026-11-25', '2027-01-31', '2027-02-28', '2027-03-31']);
  });

  it.each([
    ['which the rhythm meets', '2027-02-01', ['2026-12-01', '2027-01-01', '2027-02-01']],
    ['between two of them', '2027-01-20', ['2026-12-01', '2027-01-01', '2027-01-20']],
    ['before the second', '2026-12-20', ['2026-12-01', '2026-12-20', undefined]],
  ])('end with the final one, %s', (_which, final, dates) => {
    const plan = { frequency: 'MNTH', first: at('2026-12-01'), final: at(final) } as const;
    expect(datesOf(plan, 5)).toEqual([...dates, undefined, undefined]);
    const last = dates.filter((date) => date !== undefined).length - 1;
    expect(plannedPayment(plan, last)?.part).toBe('final');
    expect(plannedPayment(plan, 0)?.part).toBe('first');
  });

  const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n, 7)));
  it('rise, are paid on their day or up to two later, and never on a weekend unless daily', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...orderFrequencies),
        day,
        fc.option(day, { nil: undefined }),
        fc.integer({ min: 1, max: 400 }),
        (frequency, first, end, position) => {
          const final = end !== undefined && end > first ? end : undefined;
          const plan = { frequency, first, final };
          const payment = plannedPayment(plan, position);
          const before = plannedPayment(plan, position - 1);
          if (payment === undefined) {
            expect(final).toBeDefined();
            expect(plannedPayment(plan, position + 1)).toBeUndefined();
            return;
          }
          expect(before!.due < payment.due).toBe(true);
          const later = (payment.made.getTime() - payment.due.getTime()) / 86_400_000;
          expect([0, 1, 2]).toContain(later);
          if (frequency !== 'DAIL') expect([0, 6]).not.toContain(payment.made.getUTCDay());
          if (final !== undefined) expect(payment.due <= final).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
