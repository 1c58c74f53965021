import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { uuidV7 } from '@sandbank/crypto';
import {
  awaitingConsents,
  consentMigrations,
  ConsentStore,
  createAwaitingSql,
  enrichedDetails,
  GrantStore,
  type Approval,
} from '../src/index.js';
import { approval, approved, awaiting, customerId, details, later, now } from './consents.js';
import { standingOf } from './standing.js';

let database: TestDatabase;
let store: ConsentStore;
let grants: GrantStore;
let resourceServer: Database;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  store = new ConsentStore(database.connect('authorizationServer'));
  grants = new GrantStore(database.connect('authorizationServer'));
  resourceServer = database.connect('resourceServer');
});
afterAll(() => database.drop());

/** The first consent of an approval, as a resource server finds it. */
async function seen({ grantId, consents }: Approval, at: Date) {
  const ids = consents.map(({ consentId }) => consentId);
  return (await standingOf(resourceServer, grantId, ids, at)).consents[0];
}

const grantOf = (grantId: string, at: Date) => grants.find('harbour', grantId, at);

const historyOf = (consentId: string) =>
  database.query(
    `SELECT version, from_status, to_status, changed_by, surface FROM consent.consent_history
     WHERE consent_id = $1 ORDER BY version`,
    [consentId],
  );

describe('ConsentStore', () => {
  it('takes a consent from the pushed request to a resource call, each step in the history', async () => {
    const asked = awaiting();
    const yes = approval([asked.consentId]);
    await store.createAwaiting([asked]);
    expect(await seen(yes, now)).toBeUndefined();
    expect(await store.authorise(yes)).toBe(true);
    expect(await store.claimGrant(yes.grantId, later(10))).toBe(true);

    expect(await seen(yes, now)).toEqual({
      consentId: asked.consentId,
      grantId: yes.grantId,
      bank: 'harbour',
      clientId: 'client-tally',
      customerId,
      type: details.type,
      details: { ...details, AccountIds: ['10000001', '10000002'] },
      status: 'AUTHORISED',
      permissions: details.consent.Permissions,
      accountIds: ['10000001', '10000002'],
      expiresAt: new Date(details.consent.ExpirationDateTime!),
    });
    const consents = await store.consentsOfGrant(yes.grantId, now);
    expect(enrichedDetails(consents)).toEqual([
      {
        ...details,
        ConsentId: asked.consentId,
        Status: 'AUTH',
        AccountIds: ['10000001', '10000002'],
      },
    ]);
    expect(await historyOf(asked.consentId)).toEqual([
      {
        version: 1,
        from_status: null,
        to_status: 'AWAITING_AUTHORISATION',
        changed_by: 'client:client-tally',
        surface: 'pushed-request',
      },
      {
        version: 2,
        from_status: 'AWAITING_AUTHORISATION',
        to_status: 'AUTHORISED',
        changed_by: `customer:${customerId}`,
        surface: 'consent-page',
      },
    ]);
  });

  it('approves all consents of a request or none', async () => {
    const [one, other] = [awaiting(), awaiting()];
    await store.createAwaiting([one, other]);
    await store.reject(other.consentId, other.act);
    const yes = approval([one.consentId, other.consentId]);
    expect(await store.authorise(yes)).toBe(false);
    expect(await seen(yes, now)).toBeUndefined();
    expect(await store.consentsOfGrant(yes.grantId, now)).toEqual([]);
    expect(await historyOf(one.consentId)).toHaveLength(1);
  });

  it.each([
    ['of another client', { clientId: 'client-other' }],
    ['of another bank', { bank: 'granite' }],
    ['after the request lapsed', { act: { ...approval([]).act, now: later(600) } }],
  ])('does not approve a consent %s', async (_what, changes) => {
    const asked = awaiting();
    await store.createAwaiting([asked]);
    expect(await store.authorise(approval([asked.consentId], changes))).toBe(false);
    expect(await historyOf(asked.consentId)).toHaveLength(1);
  });

  it('makes a grant without consents when only scopes were asked', async () => {
    const yes = approval([]);
    expect(await store.authorise(yes)).toBe(true);
    expect(await store.claimGrant(yes.grantId, now)).toBe(true);
  });

  it('rolls back with the transaction of its caller', async () => {
    const asked = awaiting();
    const yes = approval([asked.consentId]);
    await store.createAwaiting([asked]);
    const work = database.connect('authorizationServer').transaction(async (transaction) => {
      expect(await store.authorise(yes, transaction)).toBe(true);
      throw new Error('the code could not be stored');
    });
    await expect(work).rejects.toThrow('the code could not be stored');
    expect(await seen(yes, now)).toBeUndefined();
    expect(await store.authorise(yes)).toBe(true);
  });

  it('calls a consent expired from the moment of its expiry, before any job wrote it down', async () => {
    const asked = awaiting();
    const yes = approval([asked.consentId]);
    await store.createAwaiting([asked]);
    await store.authorise(yes);
    const end = new Date(details.consent.ExpirationDateTime!);
    const before = new Date(end.getTime() - 1);
    expect(await seen(yes, before)).toMatchObject({
      status: 'AUTHORISED',
    });
    expect(await seen(yes, end)).toMatchObject({ status: 'EXPIRED' });
  });

  it('ends every consent of a revoked grant', async () => {
    const asked = [awaiting(), awaiting()];
    const yes = approval(asked.map(({ consentId }) => consentId));
    await store.createAwaiting(asked);
    await store.authorise(yes);
    const act = { now: later(5), by: 'client:client-tally', surface: 'grants-api' } as const;
    expect(await store.revokeGrant(yes.grantId, act)).toBe(true);
    expect(await store.revokeGrant(yes.grantId, act)).toBe(false);
    const consents = await store.consentsOfGrant(yes.grantId, now);
    expect(consents.map(({ status }) => status)).toEqual(['REVOKED', 'REVOKED']);
    expect(await store.claimGrant(yes.grantId, now)).toBe(false);
  });

  it('asks nobody for what would be over with the yes', async () => {
    const ExpirationDateTime = later(5).toISOString();
    const asked = awaiting({
      requested: { ...details, consent: { ...details.consent, ExpirationDateTime } },
    });
    await store.createAwaiting([asked]);
    const yesAt = (at: Date) => approval([asked.consentId], { act: { ...approved, now: at } });
    expect(await store.authorise(yesAt(later(5)))).toBe(false);
    expect(await store.authorise(yesAt(later(4)))).toBe(true);
  });

  it('tells a grant with its consents as they stand at the time of asking', async () => {
    const asked = awaiting();
    const yes = approval([asked.consentId], { grantExpiresAt: later(30) });
    await store.createAwaiting([asked]);
    await store.authorise(yes);
    expect(await grantOf(yes.grantId, now)).toMatchObject({ status: 'UNCLAIMED' });
    await store.claimGrant(yes.grantId, now);
    expect(await grantOf(yes.grantId, later(29))).toMatchObject({
      status: 'ACTIVE',
      consents: [{ consentId: asked.consentId, status: 'AUTHORISED' }],
    });
    expect(await grantOf(yes.grantId, later(30))).toMatchObject({ status: 'EXPIRED' });
    expect(await seen(yes, later(29))).toMatchObject({
      status: 'AUTHORISED',
    });
    expect(await seen(yes, later(30))).toMatchObject({
      status: 'EXPIRED',
    });
    await store.revokeGrant(yes.grantId, asked.act);
    expect(await grantOf(yes.grantId, now)).toMatchObject({
      status: 'REVOKED',
      consents: [{ status: 'REVOKED' }],
    });
    expect(await grantOf(uuidV7(now), now)).toBeUndefined();
  });

  it.each([
    ['REVOKED', 'REVOKED'],
    ['EXPIRED', 'EXPIRED'],
  ])('calls a consent ended when its grant alone is %s', async (status, effective) => {
    const asked = awaiting();
    const yes = approval([asked.consentId]);
    await store.createAwaiting([asked]);
    await store.authorise(yes);
    const sql = 'UPDATE consent."grant" SET status = $2 WHERE grant_id = $1';
    await database.query(sql, [yes.grantId, status]);
    expect(await seen(yes, now)).toMatchObject({ status: effective });
  });

  it('writes no consent when the condition of the surrounding statement fails', async () => {
    const asked = awaiting();
    const sql = (condition: string) =>
      statement(`test.awaiting.${condition}`, createAwaitingSql('$1', condition));
    const application = database.connect('authorizationServer');
    expect(await application.query(sql('FALSE'), [awaitingConsents([asked])])).toEqual([]);
    expect(await historyOf(asked.consentId)).toEqual([]);
    expect(await application.query(sql('TRUE'), [awaitingConsents([asked])])).toEqual([
      { consent_id: asked.consentId },
    ]);
  });

  it('ends a grant that nobody claimed, with its consents, when the clock is asked', async () => {
    const [lost, kept] = [awaiting(), awaiting()];
    await store.createAwaiting([lost, kept]);
    const [unclaimed, claimed] = [approval([lost.consentId]), approval([kept.consentId])];
    await store.authorise(unclaimed);
    await store.authorise(claimed);
    await store.claimGrant(claimed.grantId, now);
    expect(await store.expireDue(later(59))).toBe(0);
    expect(await store.expireDue(later(60))).toBeGreaterThan(0);
    expect(await grantOf(unclaimed.grantId, now)).toMatchObject({
      status: 'EXPIRED',
      consents: [{ status: 'EXPIRED' }],
    });
    expect(await grantOf(claimed.grantId, now)).toMatchObject({
      status: 'ACTIVE',
      consents: [{ status: 'AUTHORISED' }],
    });
    const end = new Date(details.consent.ExpirationDateTime!);
    await store.expireDue(end);
    expect((await historyOf(kept.consentId)).at(-1)).toMatchObject({
      to_status: 'EXPIRED',
      changed_by: 'clock',
    });
  });

  it('refuses to claim a grant too late or past its end', async () => {
    const [slow, short] = [approval([]), approval([], { grantExpiresAt: later(30) })];
    await store.authorise(slow);
    await store.authorise(short);
    expect(await store.claimGrant(slow.grantId, later(60))).toBe(false);
    expect(await store.claimGrant(short.grantId, later(30))).toBe(false);
    expect(await store.claimGrant(short.grantId, later(29))).toBe(true);
    expect(await store.claimGrant(uuidV7(now), now)).toBe(false);
  });
});
