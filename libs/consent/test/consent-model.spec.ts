import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  consentMigrations,
  consentStatuses,
  consentTransitions,
  grantStatuses,
  grantTransitions,
} from '../src/index.js';
import { Agreement } from './model/agreement.js';
import { action, aimed, sentence, tick, type Step, type Wish } from './model/steps.js';
import { distinct, orders } from './model/orders.js';
import { poolsOf, StoreUnderTest, type Pools } from './model/store-under-test.js';
import { take, type World } from './model/world.js';

let database: TestDatabase;
let pools: Pools;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  pools = poolsOf(database);
});
afterAll(() => database.drop());

interface Real {
  readonly store: StoreUnderTest;
  readonly agreement: Agreement;
}

const start = (): { model: World; real: Real } => {
  const store = new StoreUnderTest(pools);
  const model = { now: Date.parse('2026-11-21T12:00:00Z'), consents: {}, grants: {} };
  return { model, real: { store, agreement: new Agreement(pools, store) } };
};

/** One step in the model and in the database: the same answer, and the same world after it. */
class Command implements fc.AsyncCommand<World, Real> {
  private step: Step | undefined;

  constructor(private readonly wish: Wish) {}

  check(world: Readonly<World>): boolean {
    this.step = aimed(world, this.wish);
    return this.step !== undefined;
  }

  async run(world: World, { store, agreement }: Real): Promise<void> {
    const step = this.step!;
    const before = structuredClone(world);
    const answer = take(world, step);
    noteArrows(before, world);
    expect(await store.take(step, new Date(world.now))).toBe(answer);
    await agreement.expect(world);
  }

  toString(): string {
    return this.step === undefined ? '–' : sentence(this.step);
  }
}

const actions = Array.from({ length: 8 }, () => action);
const commands = fc.commands(
  [...actions, tick].map((wishes) => wishes.map((wish) => new Command(wish))),
  { maxCommands: 60, size: 'max' },
);

/** Every arrow that was walked while the model ran, so that a model that rests is noticed. */
const walked = new Set<string>();

function noteArrows(before: World, after: World): void {
  for (const kind of ['consents', 'grants'] as const) {
    for (const [slot, { status: to }] of Object.entries(after[kind])) {
      const from = (before[kind] as Record<string, { status: string }>)[slot]?.status ?? to;
      if (from !== to) walked.add(`${from} ${to}`);
    }
  }
}

// The end of an active grant is told, not written down: no approval gives a grant an end.
const arrows = [
  ...consentStatuses.flatMap((from) => consentTransitions[from].to.map((to) => `${from} ${to}`)),
  ...grantStatuses.flatMap((from) => grantTransitions[from].to.map((to) => `${from} ${to}`)),
].filter((arrow) => arrow !== 'ACTIVE EXPIRED');

const batchesMax = 8;

describe('consents and grants, whatever is done to them and whenever', () => {
  it('answer, stand, remember and are told as the model says', async () => {
    // A rare arrow may need more than one batch; one that is never walked fails.
    for (let batch = 0; batch < batchesMax && walked.size < arrows.length; batch += 1) {
      await fc.assert(
        fc.asyncProperty(commands, (steps) => fc.asyncModelRun(start, steps)),
        { numRuns: 150 },
      );
    }
    expect([...walked].sort()).toEqual([...arrows].sort());
  }, 240_000);

  it('done at once, end as if they had been done one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 8, arbitrary: action }, tick), { minLength: 8, maxLength: 30 }),
        fc.array(action, { minLength: 2, maxLength: 5 }),
        async (before, atOnce) => {
          const { model, real } = start();
          for (const wish of before) {
            const step = aimed(model, wish);
            if (step === undefined) continue;
            take(model, step);
            await real.store.take(step, new Date(model.now));
          }
          const steps = distinct(atOnce.map((wish) => aimed(model, wish)));
          const now = new Date(model.now);
          const answers = await Promise.all(steps.map((step) => real.store.take(step, now)));
          const written = await real.agreement.written();
          expect(orders(model, steps)).toContainEqual({ answers, written });
        },
      ),
      { numRuns: 250, interruptAfterTimeLimit: 40_000 },
    );
  }, 120_000);
});
