import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations } from '../src/index.js';
import { Agreement } from './model/agreement.js';
import { orders } from './model/orders.js';
import { sentence, type ConsentSlot, type GrantSlot, type Step } from './model/steps.js';
import { poolsOf, StoreUnderTest, type Pools } from './model/store-under-test.js';
import { take, type World } from './model/world.js';

const rounds = 4;
let database: TestDatabase;
let pools: Pools;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  pools = poolsOf(database);
});
afterAll(() => database.drop());

const approve = (
  action: 'create' | 'merge' | 'replace',
  grant: GrantSlot,
  ...consents: ConsentSlot[]
): Step => ({ do: 'approve', action, grant, consents, grantEnds: false, mustSignInAgain: false });

const [one, other, suspended] = ['account-1', 'account-2', 'account-4'] as const;
const [payment, asked] = ['payment-1', 'account-3'] as const;
const grant = 'grant-1';

/** A grant in use with two accesses, one that is suspended and a payment; and one more access that is asked for. */
const before: readonly Step[] = [
  ...([one, other, suspended, payment, asked] as const).map((consent): Step => ({
    do: 'create',
    consent,
  })),
  approve('create', grant, one, other, suspended, payment),
  { do: 'claim', grant },
  { do: 'suspend', consent: suspended },
];

/** What anybody may do to it at the same moment. */
const acts: readonly Step[] = [
  approve('merge', grant, asked),
  approve('replace', grant, asked),
  approve('replace', grant),
  approve('create', 'grant-2', asked),
  { do: 'reject', consent: asked },
  { do: 'withdraw', consent: asked },
  { do: 'revokeGrant', grant },
  { do: 'claim', grant },
  { do: 'revoke', consent: one },
  { do: 'withdraw', consent: one },
  { do: 'suspend', consent: one },
  { do: 'renew', consent: one, mustSignInAgain: true },
  { do: 'renew', consent: suspended, mustSignInAgain: false },
  { do: 'resume', consent: suspended },
  { do: 'revoke', consent: suspended },
  { do: 'pay', consent: payment },
  { do: 'revoke', consent: payment },
];

/** Takes the steps at once; fails unless what came of it could have come of them one after the other. */
async function race(steps: readonly Step[], way: readonly Step[]): Promise<void> {
  const store = new StoreUnderTest(pools);
  const agreement = new Agreement(pools, store);
  const world: World = { now: Date.parse('2026-11-21T12:00:00Z'), consents: {}, grants: {} };
  const now = new Date(world.now);
  for (const step of way) expect(await store.take(step, now)).toBe(take(world, step));
  const answers = await Promise.all(steps.map((step) => store.take(step, now)));
  expect(orders(world, steps)).toContainEqual({ answers, written: await agreement.written() });
}

/** Many at once, so that they also get in each other's way. */
const inRounds = async (steps: readonly Step[], way = before): Promise<void> => {
  await Promise.all(
    Array.from({ length: rounds }, (_, round) =>
      race(round % 2 === 0 ? steps : steps.toReversed(), way),
    ),
  );
};

// Two grants made at once have two names, as they have in life.
const elsewhere = (step: Step): Step =>
  step.do === 'approve' && step.action === 'create' ? { ...step, grant: 'grant-3' } : step;

describe('any two acts at the same moment end as if one had come after the other', () => {
  it.each(acts.map((act, at) => [sentence(act), act, acts.slice(at)] as const))(
    '%s ‖ each of the others, and itself',
    async (_title, act, others) => {
      for (const second of others) await inRounds([act, elsewhere(second)]);
    },
  );
});

describe('three acts at the same moment', () => {
  it.each([
    ['merge ‖ replace ‖ end', [acts[0]!, acts[2]!, acts[6]!]],
    ['replace ‖ pay ‖ revoke', [acts[1]!, acts[15]!, acts[16]!]],
    ['renew ‖ end ‖ give back', [acts[11]!, acts[6]!, acts[9]!]],
    ['merge ‖ give back ‖ refuse', [acts[0]!, acts[9]!, acts[4]!]],
    ['renew ‖ renew ‖ replace', [acts[12]!, acts[12]!, acts[2]!]],
  ])('%s: a legal end, and nobody waits for another in a circle', async (_title, steps) => {
    for (let turn = 0; turn < 6; turn += 1) await inRounds(steps);
  });
});

describe('the last accesses of a grant given back at the same moment', () => {
  const small: readonly Step[] = [
    ...([one, other, asked] as const).map((consent): Step => ({ do: 'create', consent })),
    approve('create', grant, one, other),
    { do: 'claim', grant },
  ];
  const giveBack = (consent: ConsentSlot): Step => ({ do: 'withdraw', consent });

  it.each([
    ['end the grant', [giveBack(one), giveBack(other)]],
    ['and one more added', [giveBack(one), giveBack(other), approve('merge', grant, asked)]],
    ['and one of them renewed', [giveBack(one), giveBack(other), { ...acts[11]! }]],
  ])(
    '%s: no grant is left that holds nothing, and none ends that holds something',
    async (_, steps) => {
      for (let turn = 0; turn < 12; turn += 1) await inRounds(steps, small);
    },
  );
});
