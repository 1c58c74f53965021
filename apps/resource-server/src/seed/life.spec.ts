import fc from 'fast-check';
import { harbour } from '../../test/harbour.js';
import { Blueprint } from './blueprint.js';
import { dayOf, monthsBefore } from './calendar.js';
import {
  beginningOf,
  eventsOfCustomer,
  journalId,
  live,
  openingEvents,
  RunningBooks,
  type GeneratedJournal,
} from './life.js';
import type { Customer } from './persona.js';

const { banks, customers, seed } = harbour();
const [bank] = banks;
const now = new Date('2026-11-21T15:30:00Z');
const start = beginningOf(monthsBefore(now, 18));

/** The whole bank's life, told in as many instalments as there are instants. */
function tell(instants: readonly number[], people: readonly Customer[] = customers) {
  const blueprint = new Blueprint(seed, bank!, people);
  const limits = new Map(blueprint.accounts.map(({ id, limitMinor }) => [id, limitMinor]));
  const balances = new Map<string, number>();
  const books = new RunningBooks(balances, limits);
  const journals: GeneratedJournal[] = [];
  let after = start;
  for (const until of instants) {
    const events = people.flatMap((customer) => [
      ...(after === start ? openingEvents(blueprint, customer, start) : []),
      ...eventsOfCustomer(seed, blueprint, customer, { after, until }),
    ]);
    journals.push(...live(seed, events, books));
    after = until;
  }
  return { blueprint, balances, limits, journals };
}

const whole = tell([now.getTime()]);

const told = ({ journals }: { journals: readonly GeneratedJournal[] }): string =>
  JSON.stringify(journals);

/** Entries of one account in the order of time. */
const entriesOf = (accountId: string, journals = whole.journals) =>
  journals.flatMap(({ at, entries }) =>
    entries.filter((entry) => entry.accountId === accountId).map((entry) => ({ at, ...entry })),
  );

describe('the generated life', () => {
  it('moves money between own accounts on both sides, and gives refunds only for purchases', () => {
    const kinds = whole.journals.flatMap(({ entries }) =>
      entries.map(({ narrative }) => narrative?.kind),
    );
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect(count('move-out')).toBeGreaterThan(100);
    expect(count('move-in')).toBe(count('move-out'));
    expect(count('card-refund')).toBeGreaterThan(10);
    for (const kind of ['salary', 'direct-debit', 'standing-order', 'debit-card', 'credit-card']) {
      expect([kind, count(kind) > 20]).toEqual([kind, true]);
    }
  });

  it('gives a refund only for a purchase that could be paid', () => {
    const posted = new Set(whole.journals.map(({ id }) => id));
    const span = { after: start, until: now.getTime() };
    const events = customers.flatMap((one) => eventsOfCustomer(seed, whole.blueprint, one, span));
    const byKey = new Map(events.map((event) => [event.key, event]));
    const refunds = events.filter(({ key }) => key.endsWith('/refund'));
    // The student is refused at the till now and then: such a purchase must not come back.
    const purchaseOf = ({ key }: { key: string }) => byKey.get(key.replace('/refund', ''));
    const paid = refunds.filter((refund) => {
      const purchase = purchaseOf(refund);
      return purchase !== undefined && posted.has(journalId(seed, purchase));
    });
    expect(refunds.length).toBeGreaterThan(paid.length);
    for (const refund of refunds) {
      expect(posted.has(journalId(seed, refund))).toBe(paid.includes(refund));
    }
  });

  it('leaves several thousand journals, each of which sums to zero', () => {
    expect(whole.journals.length).toBeGreaterThan(4000);
    for (const { entries } of whole.journals) {
      expect(entries.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(0);
    }
  });

  it('never gives two journals or entries the same id', () => {
    const ids = whole.journals.flatMap(({ id, entries }) => [id, ...entries.map((e) => e.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('covers the eighteen months up to now and nothing beyond', () => {
    const times = whole.journals.map(({ at }) => at);
    expect(Math.min(...times)).toBe(start);
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
    expect(dayOf(new Date(Math.max(...times)))).toBe(dayOf(now));
  });

  it('tells the same story for the same seed and dates', () => {
    expect(told(tell([now.getTime()]))).toBe(told(whole));
  });

  it('tells the same story in any instalments as in one go', () => {
    const instants = fc.array(fc.integer({ min: start + 1, max: now.getTime() - 1 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(instants, (cuts) => {
        const ordered = [...new Set(cuts)].sort((a, b) => a - b);
        expect(told(tell([...ordered, now.getTime()])) === told(whole)).toBe(true);
      }),
      { numRuns: 8, seed: 20261121 },
    );
  });

  it('keeps every account within its limit at every entry', () => {
    for (const account of whole.blueprint.accounts) {
      let balance = 0;
      for (const { amountMinor } of entriesOf(account.id)) {
        balance += amountMinor;
        expect(balance).toBeGreaterThanOrEqual(-account.limitMinor);
      }
      expect(balance).toBe(whole.balances.get(account.id) ?? 0);
    }
  });

  it('goes on for years: five years later accounts still live within their limits', () => {
    const later = Date.UTC(2031, 10, 21, 12);
    const { balances, limits, journals } = tell([now.getTime(), later]);
    for (const [id, limit] of limits) expect(balances.get(id) ?? 0).toBeGreaterThanOrEqual(-limit);
    expect(journals.slice(0, whole.journals.length)).toEqual(whole.journals);
    expect(dayOf(new Date(journals.at(-1)!.at))).toBe(dayOf(new Date(later)));
  });
});
