import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  consentMigrations,
  ConsentStore,
  GrantStore,
  livingConsents,
  type Approval,
} from '../src/index.js';
import { approval, approved, awaiting, details, later, now } from './consents.js';

let database: TestDatabase;
let store: ConsentStore;
let grants: GrantStore;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  const application = database.connect('authorizationServer');
  store = new ConsentStore(application);
  grants = new GrantStore(application);
});
afterAll(() => database.drop());

const asked = async (): Promise<string> => {
  const consent = awaiting();
  await store.createAwaiting([consent]);
  return consent.consentId;
};

/** A grant of one consent, claimed. */
async function active(changes: Partial<Approval> = {}): Promise<Approval> {
  const yes = approval([await asked()], changes);
  await store.authorise(yes);
  await store.claimGrant(yes.grantId, now);
  return yes;
}

const again = async (
  { grantId }: Approval,
  action: 'merge' | 'replace',
  changes: Partial<Approval> = {},
): Promise<Approval> => ({ ...approval([await asked()], changes), action, grantId });

const found = ({ grantId }: Approval) => grants.find('harbour', grantId, later(1));

describe('a grant that is approved again', () => {
  it('is added to: scopes and claims of both, every consent, the next revision (GM-5.2)', async () => {
    const first = await active({
      scopes: ['openid', 'accounts'],
      claims: { userinfo: { name: null }, id_token: { acr: null } },
    });
    const more = { scopes: ['payments', 'accounts'], claims: { userinfo: { email: null } } };
    const second = await again(first, 'merge', more);
    expect(await store.authorise(second)).toBe(true);
    const grant = (await found(first))!;
    expect(grant).toMatchObject({
      ...{ status: 'ACTIVE', revision: 2, scopes: ['openid', 'accounts', 'payments'] },
      claims: { userinfo: { name: null, email: null }, id_token: { acr: null } },
    });
    expect(livingConsents(grant)).toHaveLength(2);
  });

  it('is replaced: scopes, claims and consents of the new alone (GM-5.2)', async () => {
    const first = await active({ claims: { userinfo: { name: null } } });
    const second = await again(first, 'replace', { scopes: ['accounts'] });
    expect(await store.authorise(second)).toBe(true);
    const grant = (await found(first))!;
    expect(grant).toMatchObject({ revision: 2, scopes: ['accounts'], claims: undefined });
    expect(livingConsents(grant).map(({ consentId }) => consentId)).toEqual(
      second.consents.map(({ consentId }) => consentId),
    );
    const reasons = await database.query(
      `SELECT reason FROM consent.consent WHERE grant_id = $1 AND status = 'REVOKED'`,
      [first.grantId],
    );
    expect(reasons).toEqual([{ reason: 'replaced' }]);
  });

  it.each<[string, Partial<Approval>]>([
    ['another customer', { customerId: '00000000-0000-7000-8000-000000000001' }],
    ['another client', { clientId: 'client-other' }],
    ['another bank', { bank: 'granite' }],
  ])('changes nothing for %s', async (_whose, changes) => {
    const first = await active();
    expect(await store.authorise(await again(first, 'replace', changes))).toBe(false);
    expect(await found(first)).toMatchObject({ revision: 1 });
  });

  it.each(['merge', 'replace'] as const)(
    'is not brought back by %s once it has ended, or before it was claimed',
    async (action) => {
      const ended = await active();
      await store.revokeGrant(ended.grantId, approved);
      const unclaimed = approval([await asked()]);
      await store.authorise(unclaimed);
      for (const grant of [ended, unclaimed]) {
        expect(await store.authorise(await again(grant, action))).toBe(false);
      }
    },
  );

  it('is held by one approval at a time, and by nobody for others', async () => {
    const first = await active();
    const parties = { ...first, customerId: approved.by.slice('customer:'.length) };
    const owner = database.connect('authorizationServer');
    const order: string[] = [];
    const hold = (name: string) =>
      owner.transaction(async (transaction) => {
        expect(await grants.hold(parties, now, transaction)).toBe(true);
        order.push(`${name} holds`);
        await new Promise((resolve) => setTimeout(resolve, 50));
        order.push(`${name} lets go`);
      });
    await Promise.all([hold('one'), hold('other')]);
    expect(order[1]).toBe(order[0]?.replace('holds', 'lets go'));
    await owner.transaction(async (transaction) => {
      for (const changes of [{ clientId: 'client-other' }, { bank: 'granite' }]) {
        expect(await grants.hold({ ...parties, ...changes }, now, transaction)).toBe(false);
      }
    });
  });
});

describe('a grant that ends', () => {
  it('takes a consent along that was added while the ending waited', async () => {
    const first = await active();
    const second = await again(first, 'merge');
    const application = database.connect('authorizationServer');
    let ending: Promise<boolean> | undefined;
    await application.transaction(async (transaction) => {
      await grants.hold(first, now, transaction);
      ending = store.revokeGrant(first.grantId, approved);
      await waiting();
      await store.authorise(second, transaction);
    });
    expect(await ending).toBe(true);
    const consents = await store.consentsOfGrant(first.grantId, now);
    expect(consents.map(({ status }) => status)).toEqual(['REVOKED', 'REVOKED']);
  });

  it('leaves what the clock has ended as expired', async () => {
    const first = await active();
    const end = new Date(details.consent.ExpirationDateTime!);
    await store.revokeGrant(first.grantId, { ...approved, now: end });
    const [consent] = await store.consentsOfGrant(first.grantId, end);
    expect(consent?.status).toBe('EXPIRED');
  });

  async function waiting(): Promise<void> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const [row] = await database.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (row !== undefined) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nobody waits');
  }
});

describe('the database', () => {
  it.each([
    ['scopes without an approval', `scopes = '{payments}'`],
    ['claims without an approval', `claims = '{}'`],
    ['the revision back', 'revision = 0'],
    ['the revision by two', 'revision = 3'],
  ])('refuses to change %s', async (_what, change) => {
    const { grantId } = await active();
    const sql = `UPDATE consent."grant" SET ${change} WHERE grant_id = $1`;
    await expect(database.query(sql, [grantId])).rejects.toThrow(/approval/);
  });

  it('refuses to approve a grant that has ended', async () => {
    const { grantId } = await active();
    await store.revokeGrant(grantId, approved);
    const sql = `UPDATE consent."grant" SET revision = 2 WHERE grant_id = $1`;
    await expect(database.query(sql, [grantId])).rejects.toThrow(/living grant/);
  });
});
