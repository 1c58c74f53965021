import { atMinute, dayOf, monthsBefore } from './calendar.js';
import type { Blueprint } from './blueprint.js';
import { idAt } from './deterministic.js';
import { eventsOf } from './habits/index.js';
import { Scene } from './habits/scene.js';
import { refundDaysMax } from './habits/shop.js';
import type { Books, Leg, LifeEvent } from './life-event.js';
import type { Customer } from './persona.js';

/** A span of time in milliseconds since 1970: `after` is outside, `until` inside. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

/** A journal as the generator decided it; ids depend on the seed and on the event alone. */
export interface GeneratedJournal {
  readonly id: string;
  readonly at: number;
  readonly entries: readonly (Leg & { readonly id: string })[];
}

/** Everything that may happen to a customer in a span of time, in no particular order. */
export function eventsOfCustomer(
  seed: string,
  blueprint: Blueprint,
  customer: Customer,
  span: Span,
): LifeEvent[] {
  const scenes = customer.habits.map((habit, index) => ({
    habit,
    scene: new Scene(seed, blueprint, customer, index),
  }));
  const events: LifeEvent[] = [];
  // A refund follows its purchase by days, so the days before the span are asked as well.
  const first = dayOf(new Date(span.after)) - refundDaysMax - 1;
  const last = dayOf(new Date(span.until));
  for (let day = first; day <= last; day += 1) {
    for (const { habit, scene } of scenes) {
      for (const event of eventsOf(habit, scene, day)) {
        if (event.at > span.after && event.at <= span.until) events.push(event);
      }
    }
  }
  return events;
}

/** The opening balance of each account a customer owns, brought forward at the start of the books. */
export function openingEvents(
  blueprint: Blueprint,
  customer: Customer,
  beginsAt: number,
): LifeEvent[] {
  return blueprint.accounts
    .filter((account) => account.ownerId === customer.id && account.openingMinor !== 0)
    .map((account) => ({
      key: `${customer.id}/${account.plan.key}/opening`,
      at: beginsAt,
      legs: () => [
        {
          accountId: account.id,
          amountMinor: account.openingMinor,
          narrative: { kind: 'opening', information: 'BALANCE BROUGHT FORWARD' },
        },
        {
          accountId: blueprint.counterAccountId('opening', account.plan.currency),
          amountMinor: -account.openingMinor,
        },
      ],
    }));
}

/** Balances that follow the journals as they are decided. */
export class RunningBooks implements Books {
  private readonly keys = new Set<string>();

  constructor(
    private readonly balances: Map<string, number>,
    private readonly limits: ReadonlyMap<string, number>,
    postedBefore: Iterable<string> = [],
  ) {
    for (const key of postedBefore) this.keys.add(key);
  }

  balance(accountId: string): number {
    return this.balances.get(accountId) ?? 0;
  }

  available(accountId: string): number {
    return this.balance(accountId) + (this.limits.get(accountId) ?? 0);
  }

  posted(key: string): boolean {
    return this.keys.has(key);
  }

  post(key: string, legs: readonly Leg[]): void {
    this.keys.add(key);
    for (const { accountId, amountMinor } of legs) {
      this.balances.set(accountId, this.balance(accountId) + amountMinor);
    }
  }
}

/** Lets events happen in the order of time and tells the journals they leave. */
export function live(
  seed: string,
  events: readonly LifeEvent[],
  books: RunningBooks,
): GeneratedJournal[] {
  const ordered = [...events].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  const journals: GeneratedJournal[] = [];
  for (const event of ordered) {
    if (event.answers !== undefined && !books.posted(event.answers.key)) continue;
    const legs = event.legs(books);
    if (legs === undefined) continue;
    books.post(event.key, legs);
    journals.push(journalOf(seed, event, legs));
  }
  return journals;
}

/** The id of the journal that an event leaves. */
export const journalId = (seed: string, event: { key: string; at: number }): string =>
  idAt(event.at, seed, event.key);

const journalOf = (seed: string, event: LifeEvent, legs: readonly Leg[]): GeneratedJournal => ({
  id: journalId(seed, event),
  at: event.at,
  entries: legs.map((leg, index) => ({ ...leg, id: idAt(event.at, seed, event.key, index) })),
});

/** The first instant of the books: midnight at the start of a day. */
export const beginningOf = (day: number): number => atMinute(day, 0);

/** How far back a new customer's transactions reach, unless their file says so. */
const historyMonths = 18;

/** When the transactions of a customer who comes at `now` begin, in milliseconds since 1970. */
export const beginningOfLife = ({ historyDays }: Customer, now: Date): number =>
  beginningOf(
    historyDays === undefined ? monthsBefore(now, historyMonths) : dayOf(now) - historyDays,
  );
