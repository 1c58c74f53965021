import { uuidV7 } from '@sandbank/crypto';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  consentMigrations,
  consentStatuses,
  ConsentStore,
  CustomerConsents,
  CustomerStops,
  type Act,
} from '../src/index.js';
import { approval, approved, awaiting, customerId, later, now } from './consents.js';
import { consentIn } from './consents-in-every-state.js';

const owner = { bank: 'harbour', customerId };
const others = [
  { bank: 'granite', customerId },
  { bank: 'harbour', customerId: uuidV7(now) },
];
const stopping: Act = { now: later(30), by: `customer:${customerId}`, surface: 'dashboard' };

let database: TestDatabase;
let store: ConsentStore;
let consents: CustomerConsents;
// Two pools, as two processes have.
let stops: readonly [CustomerStops, CustomerStops];

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  const connection = database.connect('authorizationServer', 10);
  store = new ConsentStore(connection);
  consents = new CustomerConsents(connection);
  stops = [
    new CustomerStops(connection),
    new CustomerStops(database.connect('authorizationServer', 10)),
  ];
});
afterAll(() => database.drop());

/** One grant with that many consents of this customer. */
async function agreed(count = 1, clientId = 'client-tally'): Promise<string[]> {
  const asked = Array.from({ length: count }, () => awaiting({ clientId }));
  await store.createAwaiting(asked);
  const ids = asked.map(({ consentId }) => consentId);
  if (!(await store.authorise(approval(ids, { clientId })))) throw new Error('not authorised');
  return ids;
}

const stateOf = async (consentId: string) => {
  const [row] = await database.query<{ consent: string; grant: string; claim_by: Date }>(
    `SELECT c.status AS consent, g.status AS grant FROM consent.consent c
     JOIN consent."grant" g USING (grant_id) WHERE consent_id = $1`,
    [consentId],
  );
  return row;
};

describe('what a customer sees', () => {
  const lists = async (at: Date, consentId: string) => ({
    current: (await consents.current(owner, at)).some((one) => one.consentId === consentId),
    ended: (await consents.ended(owner, at)).consents.some((one) => one.consentId === consentId),
  });

  it.each(consentStatuses)('of a consent that is %s', async (status) => {
    const consentId = await consentIn(store, status);
    const found = await consents.find(owner, consentId, later(1));
    if (status === 'AWAITING_AUTHORISATION' || status === 'REJECTED') {
      expect(found).toBeUndefined();
      expect(await lists(later(1), consentId)).toEqual({ current: false, ended: false });
      return;
    }
    const lives = status === 'AUTHORISED' || status === 'SUSPENDED';
    expect(found?.consent).toMatchObject({ consentId, status, since: now });
    expect(found?.consent.endedAt === undefined).toBe(lives);
    expect(found?.history[0]).toMatchObject({ version: 1, to: 'AWAITING_AUTHORISATION' });
    expect(found?.history.at(-1)?.to).toBe(status);
    expect(await lists(later(1), consentId)).toEqual({ current: lives, ended: !lives });
  });

  it('counts as ended what the clock has ended, before anything wrote it down', async () => {
    const [consentId = ''] = await agreed();
    const found = await consents.find(owner, consentId, later(91 * 86_400));
    expect(found?.consent).toMatchObject({ status: 'EXPIRED', endedAt: later(90 * 86_400) });
    expect(await lists(later(91 * 86_400), consentId)).toEqual({ current: false, ended: true });
  });

  it('counts as ended what lives in a grant that has ended by the clock', async () => {
    const [asked] = [awaiting()];
    await store.createAwaiting([asked]);
    await store.authorise(approval([asked.consentId], { grantExpiresAt: later(50) }));
    expect(await lists(later(49), asked.consentId)).toEqual({ current: true, ended: false });
    expect(await lists(later(50), asked.consentId)).toEqual({ current: false, ended: true });
    const found = await consents.find(owner, asked.consentId, later(50));
    expect(found?.consent).toMatchObject({ status: 'EXPIRED', endedAt: later(50) });
  });

  it('counts as paused what is to be confirmed again, and keeps it among the living', async () => {
    const [asked] = [awaiting()];
    await store.createAwaiting([asked]);
    await store.authorise(approval([asked.consentId], { reauthenticateBy: later(40) }));
    const found = await consents.find(owner, asked.consentId, later(41));
    expect(found?.consent).toMatchObject({ status: 'SUSPENDED', confirmBy: later(40) });
    expect(await lists(later(41), asked.consentId)).toEqual({ current: true, ended: false });
  });

  it('is nothing of anybody else', async () => {
    const [consentId = ''] = await agreed();
    for (const other of others) {
      expect(await consents.find(other, consentId, now)).toBeUndefined();
      expect(await consents.current(other, now)).toEqual([]);
      expect((await consents.ended(other, now)).consents).toEqual([]);
      expect(await consents.holdingOf(other, 'client-tally', now)).toBeUndefined();
      expect(await consents.clientsThatKnow(other, now)).toEqual([]);
      expect(await stops[0].stopConsent(other, consentId, stopping)).toBe(false);
      expect(await stops[0].stopClient(other, 'client-tally', stopping)).toBe(false);
    }
    expect(await stateOf(consentId)).toMatchObject({ consent: 'AUTHORISED', grant: 'UNCLAIMED' });
  });
});

describe('what a customer stops', () => {
  it('ends a consent once, and with the last one its grant', async () => {
    const [one = '', two = ''] = await agreed(2);
    expect(await stops[0].stopConsent(owner, one, stopping)).toBe(true);
    expect(await stops[0].stopConsent(owner, one, stopping)).toBe(false);
    expect(await stateOf(two)).toMatchObject({ consent: 'AUTHORISED', grant: 'UNCLAIMED' });
    expect(await stops[0].stopConsent(owner, two, stopping)).toBe(true);
    expect(await stateOf(one)).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
  });

  it('ends what is suspended, and nothing that has ended', async () => {
    const suspended = await consentIn(store, 'SUSPENDED');
    expect(await stops[0].stopConsent(owner, suspended, stopping)).toBe(true);
    for (const status of ['REVOKED', 'EXPIRED', 'CONSUMED'] as const) {
      const consentId = await consentIn(store, status);
      expect(await stops[0].stopConsent(owner, consentId, stopping)).toBe(false);
      expect((await stateOf(consentId))?.consent).toBe(status);
    }
  });

  it('does not keep a grant alive for the sake of a consent whose time is over', async () => {
    const [short, long] = [awaiting(), awaiting()];
    await store.createAwaiting([short, long]);
    const both = approval([short.consentId, long.consentId]);
    const [first, second] = both.consents;
    const ending = new Date(later(10)).toISOString().replace('.000Z', '+00:00');
    const granted = structuredClone(first!.granted) as unknown as {
      type: string;
      consent: Record<string, unknown>;
    };
    granted.consent['ExpirationDateTime'] = ending;
    await store.authorise({ ...both, consents: [{ ...first!, granted }, second!] });
    await stops[0].stopConsent(owner, long.consentId, stopping);
    expect(await stateOf(long.consentId)).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
  });

  it('ends the grant when its last two consents are stopped at the same moment, by two processes', async () => {
    for (let round = 0; round < 25; round += 1) {
      const [one = '', two = ''] = await agreed(2);
      const done = await Promise.all([
        stops[0].stopConsent(owner, one, stopping),
        stops[1].stopConsent(owner, two, stopping),
      ]);
      expect(done).toEqual([true, true]);
      expect(await stateOf(one)).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
    }
  });

  it('is settled once when everything and one thing are stopped at the same moment', async () => {
    for (let round = 0; round < 25; round += 1) {
      const clientId = `client-${String(round)}`;
      const [one = '', two = ''] = await agreed(2, clientId);
      await Promise.all([
        stops[0].stopClient(owner, clientId, stopping),
        stops[1].stopConsent(owner, one, stopping),
      ]);
      for (const consentId of [one, two]) {
        expect(await stateOf(consentId)).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
      }
      const found = await consents.find(owner, one, later(31));
      expect(found?.history.filter(({ to }) => to === 'REVOKED')).toHaveLength(1);
    }
  });

  it('ends every grant of one app and none of another', async () => {
    const [[one = ''], [two = ''], [other = '']] = [
      await agreed(1, 'client-many'),
      await agreed(1, 'client-many'),
      await agreed(1, 'client-else'),
    ];
    expect(await consents.holdingOf(owner, 'client-many', now)).toBe('living');
    expect(await stops[0].stopClient(owner, 'client-many', stopping)).toBe(true);
    expect(await stops[0].stopClient(owner, 'client-many', stopping)).toBe(false);
    expect(await consents.holdingOf(owner, 'client-many', now)).toBe('ended');
    for (const consentId of [one, two]) {
      expect(await stateOf(consentId)).toEqual({ consent: 'REVOKED', grant: 'REVOKED' });
    }
    expect((await stateOf(other))?.consent).toBe('AUTHORISED');
  });

  it('tells which apps know the customer and hold nothing else', async () => {
    const clientId = 'client-knows';
    const [consentId = ''] = await agreed(1, clientId);
    expect(await consents.clientsThatKnow(owner, now)).not.toContain(clientId);
    await store.expire(consentId, approved);
    expect(await consents.clientsThatKnow(owner, now)).toContain(clientId);
    await stops[0].stopClient(owner, clientId, stopping);
    expect(await consents.clientsThatKnow(owner, now)).not.toContain(clientId);
  });
});
