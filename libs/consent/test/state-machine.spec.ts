import fc from 'fast-check';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  apiCodeOf,
  consentMigrations,
  ConsentStore,
  consentStatuses,
  effectiveStatus,
  grantStatuses,
  grantTransitions,
  mayBecome,
  sourcesOf,
  type ConsentStatus,
} from '../src/index.js';
import { approval, later, now } from './consents.js';
import { attempt, consentIn, expectLegalWalk, type HistoryRow } from './consents-in-every-state.js';

let database: TestDatabase;
let store: ConsentStore;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  store = new ConsentStore(database.connect('authorizationServer'));
});
afterAll(() => database.drop());

const pairs = consentStatuses.flatMap((from) => consentStatuses.map((to) => [from, to] as const));
const legal = pairs.filter(([from, to]) => mayBecome(from, to));
const illegal = pairs.filter(([from, to]) => !mayBecome(from, to));

async function look(consentId: string) {
  const [row] = await database.query<{ status: ConsentStatus }>(
    'SELECT status FROM consent.consent WHERE consent_id = $1',
    [consentId],
  );
  const history = await database.query<HistoryRow>(
    `SELECT version, from_status, to_status FROM consent.consent_history
     WHERE consent_id = $1 ORDER BY version`,
    [consentId],
  );
  return { status: row!.status, history };
}

describe('the arrows', () => {
  it('are those of the consent model, and no others', () => {
    expect(legal.map((pair) => pair.join(' → '))).toEqual([
      'AWAITING_AUTHORISATION → AUTHORISED',
      'AWAITING_AUTHORISATION → REJECTED',
      'AUTHORISED → SUSPENDED',
      'AUTHORISED → REVOKED',
      'AUTHORISED → EXPIRED',
      'AUTHORISED → CONSUMED',
      'SUSPENDED → AUTHORISED',
      'SUSPENDED → REVOKED',
    ]);
    expect(sourcesOf('REVOKED')).toEqual(['AUTHORISED', 'SUSPENDED']);
  });

  it('are walked under the codes of the API', () => {
    expect(consentStatuses.map(apiCodeOf)).toEqual([
      ...['AWAU', 'AUTH', 'CANC', 'CANC', 'EXPD', 'COND', 'RJCT'],
    ]);
  });
});

describe('the store', () => {
  it.each(legal.filter(([from, to]) => !(from === 'SUSPENDED' && to === 'AUTHORISED')))(
    'moves %s to %s, with one line of history',
    async (from, to) => {
      const consentId = await consentIn(store, from);
      const before = await look(consentId);
      expect(await attempt(store, consentId, to)).toBe(true);
      const after = await look(consentId);
      expectLegalWalk(after.history, to);
      expect(after.history).toHaveLength(before.history.length + 1);
    },
  );

  it.each(illegal)('does not move %s to %s, and leaves no trace of it', async (from, to) => {
    const consentId = await consentIn(store, from);
    const before = await look(consentId);
    expect(await attempt(store, consentId, to)).toBe(false);
    expect(await look(consentId)).toEqual(before);
  });
});

describe('the database itself', () => {
  const move = (consentId: string, to: string) =>
    database.query(
      `UPDATE consent.consent SET status = $2, grant_id = coalesce(grant_id, $3),
         customer_id = coalesce(customer_id, $4), granted = coalesce(granted, $5)
       WHERE consent_id = $1`,
      [consentId, to, ...(to === 'AUTHORISED' ? someGrant : [null, null, null])],
    );
  let someGrant: unknown[];

  beforeAll(async () => {
    const yes = approval([]);
    await store.authorise(yes);
    someGrant = [yes.grantId, yes.customerId, '{"AccountIds":[]}'];
  });

  it.each(legal)('lets its owner move %s to %s', async (from, to) => {
    const consentId = await consentIn(store, from);
    await move(consentId, to);
    const { status, history } = await look(consentId);
    expect(status).toBe(to);
    expectLegalWalk(history, to);
  });

  it.each(illegal)('refuses %s to %s even to its owner', async (from, to) => {
    const consentId = await consentIn(store, from);
    const before = await look(consentId);
    await expect(move(consentId, to)).rejects.toThrow(`cannot go from ${from} to ${to}`);
    expect(await look(consentId)).toEqual(before);
  });

  it('refuses a state that nobody knows', async () => {
    const consentId = await consentIn(store, 'AUTHORISED');
    await expect(move(consentId, 'PAUSED')).rejects.toThrow('cannot go from');
  });

  it.each(
    grantStatuses.flatMap((from) =>
      grantStatuses.filter((to) => to !== from).map((to) => [from, to] as const),
    ),
  )('moves a grant from %s to %s only along its arrows', async (from, to) => {
    const yes = approval([]);
    await store.authorise(yes);
    const set = (status: string) =>
      database.query(
        'UPDATE consent."grant" SET status = $2, claimed_at = $3 WHERE grant_id = $1',
        [yes.grantId, status, now],
      );
    if (from !== 'UNCLAIMED') await set(from);
    const isLegal = (grantTransitions[from].to as readonly string[]).includes(to);
    if (isLegal) await set(to);
    else await expect(set(to)).rejects.toThrow(`cannot go from ${from} to ${to}`);
  });
});

describe('any walk at all', () => {
  const steps = fc.array(fc.constantFrom(...consentStatuses), { maxLength: 8 });

  it('ends where the model ends, with the history of exactly the steps that were taken', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (wanted) => {
        const consentId = await consentIn(store, 'AWAITING_AUTHORISATION');
        let model: ConsentStatus = 'AWAITING_AUTHORISATION';
        const walked: ConsentStatus[] = [model];
        for (const to of wanted) {
          const allowed = mayBecome(model, to) && !(model === 'SUSPENDED' && to === 'AUTHORISED');
          expect(await attempt(store, consentId, to)).toBe(allowed);
          if (allowed) walked.push((model = to));
        }
        const { status, history } = await look(consentId);
        expect(status).toBe(model);
        expect(history.map((row) => row.to_status)).toEqual(walked);
        expectLegalWalk(history, model);
      }),
      { numRuns: 60 },
    );
  });
});

describe('effectiveStatus', () => {
  const at = (status: ConsentStatus) => (seconds: number) =>
    effectiveStatus({ status, authoriseBy: later(10), expiresAt: later(20) }, later(seconds));

  it('ends what the clock has ended, to the second', () => {
    const asked = at('AWAITING_AUTHORISATION');
    expect([asked(9), asked(10)]).toEqual(['AWAITING_AUTHORISATION', 'REJECTED']);
    const agreed = at('AUTHORISED');
    expect([agreed(19), agreed(20)]).toEqual(['AUTHORISED', 'EXPIRED']);
  });

  it.each(['SUSPENDED', 'REVOKED', 'EXPIRED', 'CONSUMED', 'REJECTED'] as const)(
    'leaves %s alone',
    (status) => expect(at(status)(1000)).toBe(status),
  );

  it('never ends a consent without an expiry', () => {
    const forever = { status: 'AUTHORISED', authoriseBy: later(0) } as const;
    expect(effectiveStatus(forever, later(1e9))).toBe('AUTHORISED');
  });
});
