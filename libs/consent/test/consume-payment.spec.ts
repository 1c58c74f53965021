import { randomUUID } from 'node:crypto';
import { statement, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  consentMigrations,
  ConsentStore,
  consumePaymentSql,
  isSpentConsent,
} from '../src/index.js';
import { approval, approved, awaiting, later } from './consents.js';
import { paymentDetails } from './payments.js';
import { standingOf } from './standing.js';

let database: TestDatabase;
let store: ConsentStore;
let resourceServer: Database;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  store = new ConsentStore(database.connect('authorizationServer'));
  resourceServer = database.connect('resourceServer', 25);
});
afterAll(() => database.drop());

const consume = statement(
  'spec.consume',
  `SELECT ${consumePaymentSql('$1::uuid', '$2::timestamptz', '$3::uuid')} AS consent_id`,
);
const pay = (consentId: string, now = later(5)) =>
  resourceServer.query(consume, [consentId, now, randomUUID()]);
const spent = expect.objectContaining({ constraint: 'consent_single_use' });

/** A payment that the customer allowed. */
async function allowed(
  requested: object = paymentDetails,
): Promise<{ id: string; grantId: string }> {
  const asked = awaiting({ requested: requested as typeof paymentDetails });
  await store.createAwaiting([asked]);
  const { consentId } = asked;
  const yes = approval([consentId]);
  const consents = [{ consentId, granted: asked.requested, accountIds: ['10000001'] }];
  expect(await store.authorise({ ...yes, consents })).toBe(true);
  await store.claimGrant(yes.grantId, later(1));
  return { id: consentId, grantId: yes.grantId };
}

const statusOf = async ({ id, grantId }: { id: string; grantId: string }) =>
  (await standingOf(resourceServer, grantId, [id], later(5))).consents[0]?.status;

describe('the consent of a payment', () => {
  it('is used up by the resource server once, with a line in its history', async () => {
    const given = await allowed();
    const { id } = given;
    expect(await pay(id)).toEqual([{ consent_id: id }]);
    await expect(pay(id)).rejects.toEqual(spent);
    expect(await pay(id).catch(isSpentConsent)).toBe(true);
    expect(await statusOf(given)).toBe('CONSUMED');
    const history = await database.query(
      `SELECT to_status, changed_by, surface FROM consent.consent_history
       WHERE consent_id = $1 ORDER BY version DESC LIMIT 1`,
      [id],
    );
    expect(history).toEqual([
      { to_status: 'CONSUMED', changed_by: 'client:client-tally', surface: 'payments-api' },
    ]);
  });

  it('is used up by one of fifty at once', async () => {
    const { id } = await allowed();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => pay(id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    ['was revoked', ({ id }: { id: string }) => store.revoke(id, approved)],
    ['was suspended', ({ id }: { id: string }) => store.suspend(id, approved)],
    ['lost its grant', ({ grantId }: { grantId: string }) => store.revokeGrant(grantId, approved)],
  ])('that %s pays nothing', async (_what, end) => {
    const given = await allowed();
    expect(await end(given)).toBe(true);
    await expect(pay(given.id)).rejects.toEqual(spent);
  });

  it('that is a day old pays nothing, before anything wrote it down', async () => {
    const { id } = await allowed();
    await expect(pay(id, later(86_400))).rejects.toEqual(spent);
    expect(await pay(id, later(86_399))).toHaveLength(1);
  });

  it('whose grant nobody claimed, or whose grant is over, pays nothing', async () => {
    for (const [grant, now] of [
      [{}, later(5)],
      [{ grantExpiresAt: later(10) }, later(10)],
    ] as const) {
      const asked = awaiting({ requested: paymentDetails });
      await store.createAwaiting([asked]);
      const { consentId } = asked;
      const yes = approval([consentId], grant);
      const consents = [{ consentId, granted: paymentDetails, accountIds: ['10000001'] }];
      await store.authorise({ ...yes, consents });
      if ('grantExpiresAt' in grant) await store.claimGrant(yes.grantId, later(1));
      await expect(pay(consentId, now)).rejects.toEqual(spent);
    }
  });

  it('cannot be one of account access, or of nobody', async () => {
    const { id } = await allowed(awaiting().requested);
    await expect(pay(id)).rejects.toEqual(spent);
    await expect(pay(randomUUID())).rejects.toEqual(spent);
  });

  it('names one account: none and two are refused by the database', async () => {
    for (const accountIds of [[], ['10000001', '10000002']]) {
      const asked = awaiting({ requested: paymentDetails });
      await store.createAwaiting([asked]);
      const yes = approval([asked.consentId]);
      const consents = [{ consentId: asked.consentId, granted: paymentDetails, accountIds }];
      await expect(store.authorise({ ...yes, consents })).rejects.toMatchObject({
        constraint: 'consent_accounts_max',
      });
    }
  });

  it('is all that the resource server may change of a consent', async () => {
    const { id } = await allowed();
    await expect(
      resourceServer.query(
        statement(
          'spec.direct',
          `UPDATE consent.consent SET status = 'CONSUMED' WHERE consent_id = $1`,
        ),
        [id],
      ),
    ).rejects.toThrow(/permission denied/);
  });
});
