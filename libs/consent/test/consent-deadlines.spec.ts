import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations } from '../src/index.js';
import { Agreement } from './model/agreement.js';
import { sentence, type ConsentSlot, type Step } from './model/steps.js';
import { poolsOf, StoreUnderTest, type Pools } from './model/store-under-test.js';
import {
  authoriseWithinMs,
  claimWithinMs,
  consentLivesMs,
  grantLivesMs,
  paymentLivesMs,
  signInCountsMs,
  take,
  type World,
} from './model/world.js';

let database: TestDatabase;
let pools: Pools;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  pools = poolsOf(database);
});
afterAll(() => database.drop());

const grant = 'grant-1';
const approve = (consent: ConsentSlot, changes: Partial<Step> = {}): Step =>
  ({
    ...{ do: 'approve', action: 'create', grant, consents: [consent] },
    ...{ grantEnds: false, mustSignInAgain: false, ...changes },
  }) as Step;
const create = (consent: ConsentSlot): Step => ({ do: 'create', consent });
const claim: Step = { do: 'claim', grant };

/** Every deadline: how it comes to be, and how long after the beginning it falls. */
const deadlines: readonly [string, ConsentSlot, readonly Step[], number][] = [
  ['the end of a question', 'account-1', [create('account-1')], authoriseWithinMs],
  [
    'the end of an access',
    'account-1',
    [create('account-1'), approve('account-1'), claim],
    consentLivesMs,
  ],
  [
    'the end of an access that is suspended',
    'account-1',
    [create('account-1'), approve('account-1'), claim, { do: 'suspend', consent: 'account-1' }],
    consentLivesMs,
  ],
  [
    'the end of a payment',
    'payment-1',
    [create('payment-1'), approve('payment-1'), claim],
    paymentLivesMs,
  ],
  [
    'the end of an unclaimed grant (GM-5.6)',
    'account-1',
    [create('account-1'), approve('account-1')],
    claimWithinMs,
  ],
  [
    'the end of a grant',
    'account-1',
    [create('account-1'), approve('account-1', { grantEnds: true }), claim],
    grantLivesMs,
  ],
  [
    'the next sign-in',
    'account-1',
    [create('account-1'), approve('account-1', { mustSignInAgain: true }), claim],
    signInCountsMs,
  ],
];

const actsOn = (consent: ConsentSlot): readonly Step[] => [
  ...(['reject', 'revoke', 'suspend', 'resume', 'consume', 'pay', 'withdraw'] as const).map(
    (verb): Step => ({ do: verb, consent }),
  ),
  { do: 'renew', consent, mustSignInAgain: true },
  ...[approve(consent, { grant: 'grant-2' }), approve(consent, { action: 'merge' }), claim],
  ...([{ do: 'revokeGrant', grant }, { do: 'sweep' }] as const),
];

/** Does one thing exactly then; fails unless answer, states, history and what is told are those of the model. */
async function actAt(way: readonly Step[], milliseconds: number, act: Step): Promise<void> {
  const store = new StoreUnderTest(pools);
  const agreement = new Agreement(pools, store);
  const start = Date.parse('2026-11-21T12:00:00Z');
  const world: World = { now: start, consents: {}, grants: {} };
  for (const step of way) {
    expect(await store.take(step, new Date(world.now))).toBe(take(world, step));
  }
  world.now = start + milliseconds;
  await agreement.expect(world);
  expect([sentence(act), await store.take(act, new Date(world.now))]).toEqual([
    sentence(act),
    take(world, act),
  ]);
  await agreement.expect(world);
}

describe.each(deadlines)('%s', (_name, consent, way, milliseconds) => {
  it.each([
    ['a millisecond before', -1],
    ['at that moment', 0],
    ['a millisecond after', 1],
  ])('%s: each act is answered, and everybody told, as the model says', async (_when, by) => {
    for (const act of actsOn(consent)) await actAt(way, milliseconds + by, act);
  });
});

it('the deadlines decide: what may be done before may not be done at that moment', () => {
  for (const [name, consent, way, milliseconds] of deadlines) {
    const answers = [-1, 0].map((by) =>
      actsOn(consent).map((act) => {
        const world: World = { now: 0, consents: {}, grants: {} };
        for (const step of way) take(world, step);
        world.now += milliseconds + by;
        return take(world, act) ?? JSON.stringify(world.consents);
      }),
    );
    expect([name, answers[0]]).not.toEqual([name, answers[1]]);
  }
});
