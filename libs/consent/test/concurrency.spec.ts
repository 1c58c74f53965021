import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations, ConsentStore, type ConsentStatus } from '../src/index.js';
import { approval, approved, awaiting, details, later } from './consents.js';
import { attempt, consentIn, expectLegalWalk, type HistoryRow } from './consents-in-every-state.js';

const rounds = 50;
let database: TestDatabase;
// Two pools, as two processes have.
let stores: readonly [ConsentStore, ConsentStore];

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  const process = () => new ConsentStore(database.connect('authorizationServer', 25));
  stores = [process(), process()];
});
afterAll(() => database.drop());

async function walkOf(consentId: string): Promise<ConsentStatus[]> {
  const [row] = await database.query<{ status: ConsentStatus }>(
    'SELECT status FROM consent.consent WHERE consent_id = $1',
    [consentId],
  );
  const history = await database.query<HistoryRow>(
    `SELECT version, from_status, to_status FROM consent.consent_history
     WHERE consent_id = $1 ORDER BY version`,
    [consentId],
  );
  expectLegalWalk(history, row!.status);
  return history.map(({ to_status }) => to_status);
}

const inEveryRound = async (work: (round: number) => Promise<void>): Promise<void> => {
  await Promise.all(Array.from({ length: rounds }, (_, round) => work(round)));
};

const grantsLeft = () =>
  database.query('SELECT grant_id FROM consent."grant" WHERE status = \'UNCLAIMED\'');

describe('races', () => {
  it.each([
    ['AWAITING_AUTHORISATION', 'AUTHORISED', 'REJECTED'],
    ['AWAITING_AUTHORISATION', 'AUTHORISED', 'AUTHORISED'],
    ['AUTHORISED', 'REVOKED', 'EXPIRED'],
    ['AUTHORISED', 'REVOKED', 'CONSUMED'],
    ['AUTHORISED', 'REVOKED', 'REVOKED'],
    ['SUSPENDED', 'REVOKED', 'REVOKED'],
  ] as const)('from %s, %s ‖ %s: exactly one wins', async (from, one, other) => {
    await inEveryRound(async (round) => {
      const consentId = await consentIn(stores[0], from);
      const [first, second] = round % 2 === 0 ? stores : [stores[1], stores[0]];
      const won = await Promise.all([
        attempt(first, consentId, one),
        attempt(second, consentId, other),
      ]);
      expect(won.filter(Boolean)).toHaveLength(1);
      const walk = await walkOf(consentId);
      expect(walk.at(-1)).toBe(won[0] ? one : other);
    });
  });

  it('approve ‖ revoke: revoked for good, or approved and the revocation told that it came too early', async () => {
    await inEveryRound(async () => {
      const consentId = await consentIn(stores[0], 'AWAITING_AUTHORISATION');
      const [yes, revoked] = await Promise.all([
        attempt(stores[0], consentId, 'AUTHORISED'),
        attempt(stores[1], consentId, 'REVOKED'),
      ]);
      expect(yes).toBe(true);
      const walk = await walkOf(consentId);
      expect(walk.at(-1)).toBe(revoked ? 'REVOKED' : 'AUTHORISED');
    });
  });

  it('50 tabs approve one request: one grant, one line of history', async () => {
    const consentId = await consentIn(stores[0], 'AWAITING_AUTHORISATION');
    const before = await grantsLeft();
    const won = await Promise.all(
      Array.from({ length: rounds }, (_, tab) =>
        attempt(stores[tab % 2]!, consentId, 'AUTHORISED'),
      ),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await walkOf(consentId)).toEqual(['AWAITING_AUTHORISATION', 'AUTHORISED']);
    expect(await grantsLeft()).toHaveLength(before.length + 1);
  });

  it('requests that share consents in another order never wait for each other in a circle', async () => {
    await inEveryRound(async () => {
      const asked = [awaiting(), awaiting(), awaiting()];
      await stores[0].createAwaiting(asked);
      const ids = asked.map(({ consentId }) => consentId);
      const won = await Promise.all([
        stores[0].authorise(approval(ids)),
        stores[1].authorise(approval(ids.toReversed())),
      ]);
      expect(won.filter(Boolean)).toHaveLength(1);
    });
  });

  it('grant revoked ‖ consent revoked ‖ the clock: no consent of a dead grant stays alive', async () => {
    await inEveryRound(async (round) => {
      const asked = [awaiting(), awaiting()];
      const ids = asked.map(({ consentId }) => consentId);
      const yes = approval(ids);
      await stores[0].createAwaiting(asked);
      await stores[0].authorise(yes);
      const [grantRevoked] = await Promise.all([
        stores[0].revokeGrant(yes.grantId, approved),
        stores[1].revoke(ids[round % 2]!, approved),
        stores[1].claimGrant(yes.grantId, later(1)),
      ]);
      expect(grantRevoked).toBe(true);
      for (const id of ids) expect((await walkOf(id)).at(-1)).toBe('REVOKED');
    });
  });

  it('two clocks ‖ revoke: each consent ends once, one way or the other', async () => {
    const end = new Date(details.consent.ExpirationDateTime!);
    const ids = await Promise.all(
      Array.from({ length: rounds }, () => consentIn(stores[0], 'AUTHORISED')),
    );
    const tick = (store: ConsentStore) => store.expireDue(end);
    await Promise.all([
      tick(stores[0]),
      ...ids.map((id) => stores[1].revoke(id, approved)),
      tick(stores[1]),
    ]);
    for (const id of ids) {
      const walk = await walkOf(id);
      expect(walk).toHaveLength(3);
      expect(['EXPIRED', 'REVOKED']).toContain(walk[2]);
    }
  });

  it('two clocks tick at once: each ending is written once', async () => {
    const asked = Array.from({ length: rounds }, () => awaiting({ authoriseBy: later(5) }));
    await stores[0].createAwaiting(asked);
    await Promise.all([stores[0].expireDue(later(5)), stores[1].expireDue(later(5))]);
    for (const { consentId } of asked) {
      expect(await walkOf(consentId)).toEqual(['AWAITING_AUTHORISATION', 'REJECTED']);
    }
  });
});
