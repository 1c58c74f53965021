import { readdirSync, readFileSync } from 'node:fs';
import { wholeHarbour } from '../../test/harbour.js';
import { Blueprint } from './blueprint.js';
import { dayOf } from './calendar.js';
import {
  beginningOfLife,
  eventsOfCustomer,
  journalId,
  live,
  openingEvents,
  RunningBooks,
} from './life.js';
import { personFileJsonSchema, personFileSchema } from './person-file.schema.js';

const folder = new URL('../../../sandbox/data/people/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

describe('the files of people', () => {
  const names = readdirSync(folder).filter((name) => /(?<!\.schema)\.json$/.test(name));

  it('have a schema beside them that is made from the code', () => {
    // To mend: node apps/resource-server/dist/person-schema.js > apps/sandbox/data/people/person.schema.json
    expect(read('person.schema.json')).toEqual(personFileJsonSchema());
  });

  it.each(names)('%s is as the schema has it, and named like its person', (name) => {
    const person = personFileSchema.parse(read(name));
    expect([person.$schema, `${person.username}.json`]).toEqual(['./person.schema.json', name]);
  });
});

describe('the people of Harbour Bank', () => {
  const { banks, customers, seed } = wholeHarbour();
  const now = new Date('2026-11-21T15:30:00Z');
  const blueprint = new Blueprint(seed, banks[0]!, customers);
  const limits = new Map(blueprint.accounts.map(({ id, limitMinor }) => [id, limitMinor]));
  const balances = new Map<string, number>();
  const eventsOf = (customer: (typeof customers)[number]) => {
    const span = { after: beginningOfLife(customer, now), until: now.getTime() };
    return eventsOfCustomer(seed, blueprint, customer, span);
  };
  const events = customers.flatMap((customer) => [
    ...openingEvents(blueprint, customer, beginningOfLife(customer, now)),
    ...eventsOf(customer),
  ]);
  const journals = live(seed, events, new RunningBooks(balances, limits));
  const posted = new Set(journals.map(({ id }) => id));
  const entriesOf = (accountId: string) =>
    journals.flatMap(({ at, entries }) =>
      entries.filter((entry) => entry.accountId === accountId).map((entry) => ({ at, ...entry })),
    );
  const named = (nickname: string) =>
    blueprint.accounts.find(({ plan }) => plan.nickname === nickname)!;

  it('are ten at least beside those of the scenarios, and one for each scenario', () => {
    const scenarios = customers.flatMap(({ scenario }) => scenario?.name ?? []);
    expect(scenarios.sort()).toEqual([
      ...['account-closed', 'insufficient-funds', 'payment-rejected', 'slow-bank', 'throttled'],
    ]);
    expect(customers.length - scenarios.length).toBeGreaterThanOrEqual(10);
  });

  it.each(customers.map((customer) => [customer.name, customer] as const))(
    '%s has one to four accounts, and every habit of theirs happens',
    (_name, customer) => {
      const reach = blueprint.accounts.filter(({ holderIds }) => holderIds.includes(customer.id));
      expect(reach.length).toBeGreaterThanOrEqual(1);
      expect(reach.length).toBeLessThanOrEqual(4);
      const happened = eventsOf(customer).filter((event) => posted.has(journalId(seed, event)));
      const habits = new Set(happened.map(({ key }) => Number(key.split('/')[1])));
      expect(habits.size).toBe(customer.habits.length);
    },
  );

  it('keep every account within its limit at every entry, and their last days end today', () => {
    for (const account of blueprint.accounts) {
      const entries = entriesOf(account.id);
      let balance = 0;
      for (const { amountMinor } of entries) {
        balance += amountMinor;
        expect(balance).toBeGreaterThanOrEqual(-account.limitMinor);
      }
      expect(dayOf(now) - dayOf(new Date(entries.at(-1)!.at))).toBeLessThan(40);
    }
  });

  it('bank in pounds and euros, each journal in one of them', () => {
    const currencies = new Set(blueprint.accounts.map(({ plan }) => plan.currency));
    expect([...currencies].sort()).toEqual(['EUR', 'GBP']);
    for (const { entries } of journals)
      expect(new Set(entries.map(({ accountId }) => blueprint.currencyOf(accountId))).size).toBe(1);
  });

  it('who are new in town have no more than a few weeks of history', () => {
    const [first] = entriesOf(named('First account').id);
    expect(dayOf(now) - dayOf(new Date(first!.at))).toBeLessThanOrEqual(24);
  });

  it('who play a scenario have what it promises', () => {
    let balance = 0;
    for (const { amountMinor } of entriesOf(named('Purse').id)) {
      balance += amountMinor;
      expect(balance).toBeLessThan(2500);
    }
    expect(named('Purse').limitMinor).toBe(0);
    expect(named('Studio Halyard').plan.signatories).toBe(named('Studio Halyard').holderIds.length);
  });
});
