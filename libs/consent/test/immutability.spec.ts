import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { statement, type AppName } from '@sandbank/platform';
import { consentMigrations, ConsentStore, mayBecome, type ConsentStatus } from '../src/index.js';
import { approval, awaiting, now } from './consents.js';

let database: TestDatabase;
let consentId: string;
let grantId: string;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  const store = new ConsentStore(database.connect('authorizationServer'));
  const asked = awaiting();
  const yes = approval([asked.consentId]);
  await store.createAwaiting([asked]);
  await store.authorise(yes);
  ({ consentId } = asked);
  ({ grantId } = yes);
});
afterAll(() => database.drop());

let count = 0;
const asRole = (app: AppName, text: string) =>
  database.connect(app, 1).query(statement(`immutability.${++count}`, text));

describe('what was consented', () => {
  it.each([
    ['what was asked', `requested = '{}'`],
    ['what was granted', `granted = '{"AccountIds":["someone-elses"]}'`],
    ['the end', `expires_at = '2999-01-01'`],
    ['an open end', `expires_at = NULL`],
    ['the customer', `customer_id = gen_random_uuid()`],
    ['the grant', `grant_id = NULL, customer_id = NULL, granted = NULL`],
    ['the client', `client_id = 'client-other'`],
    ['the bank', `bank = 'granite'`],
    ['the type', `type = 'urn:sandbank:domestic-payment:v1'`],
    ['the time it began', `created_at = '2000-01-01'`],
    ['how often it may be used', 'single_use = NOT single_use'],
    ['how many accounts it may have', 'accounts_max = 7'],
    ['the time to answer', `authorise_by = '2999-01-01'`],
  ])('keeps %s, also on the way to another state, also for the owner', async (_what, change) => {
    const sql = `UPDATE consent.consent SET status = 'SUSPENDED', ${change} WHERE consent_id = $1`;
    await expect(database.query(sql, [consentId])).rejects.toThrow(
      'what was consented cannot change',
    );
  });

  it('changes in nothing without a transition', async () => {
    const sql = `UPDATE consent.consent SET reason = 'rewritten' WHERE consent_id = $1`;
    await expect(database.query(sql, [consentId])).rejects.toThrow('cannot go from');
  });

  it('cannot begin as already agreed', async () => {
    const sql = `INSERT INTO consent.consent (consent_id, bank, client_id, type, requested,
        authorise_by, created_at, grant_id, customer_id, granted, expires_at, status, version,
        changed_at, changed_by, surface, single_use)
      SELECT gen_random_uuid(), bank, client_id, type, requested, authorise_by, created_at, grant_id,
        customer_id, granted, expires_at, status, 1, changed_at, changed_by, surface,
        single_use
      FROM consent.consent WHERE consent_id = $1`;
    await expect(database.query(sql, [consentId])).rejects.toThrow('a consent begins unanswered');
  });

  it.each(['bank', 'client_id', 'customer_id', 'created_at'])(
    'keeps the %s of a grant',
    async (column) => {
      const value = { customer_id: 'gen_random_uuid()', created_at: 'now()' }[column] ?? `'other'`;
      const sql = `UPDATE consent."grant" SET ${column} = ${value} WHERE grant_id = $1`;
      await expect(database.query(sql, [grantId])).rejects.toThrow('a grant keeps its parties');
    },
  );
});

describe('the roles of the apps', () => {
  it.each([
    ['authorizationServer', `UPDATE consent.consent SET requested = '{}'`],
    ['authorizationServer', `UPDATE consent.consent SET version = 7`],
    ['authorizationServer', 'DELETE FROM consent.consent'],
    ['authorizationServer', 'TRUNCATE consent.consent CASCADE'],
    ['authorizationServer', 'DELETE FROM consent."grant"'],
    ['authorizationServer', `UPDATE consent."grant" SET customer_id = gen_random_uuid()`],
    ['authorizationServer', `INSERT INTO consent.consent_account VALUES (gen_random_uuid(), 'a')`],
    ['authorizationServer', 'DELETE FROM consent.consent_account'],
    ['authorizationServer', `UPDATE consent.consent_history SET reason = 'rewritten'`],
    ['authorizationServer', 'DELETE FROM consent.consent_history'],
    [
      'authorizationServer',
      `INSERT INTO consent.consent_history (consent_id, version, to_status, changed_at, changed_by, surface)
       VALUES (gen_random_uuid(), 1, 'REVOKED', now(), 'x', 'x')`,
    ],
    ['authorizationServer', 'ALTER TABLE consent.consent DISABLE TRIGGER guard'],
    // A trigger on a table of one's own would write the history with the owner's rights.
    [
      'authorizationServer',
      `DO $$ BEGIN CREATE TEMP TABLE forged (consent_id uuid);
         CREATE TRIGGER forge AFTER INSERT ON forged
           FOR EACH ROW EXECUTE FUNCTION consent.record_consent(); END $$`,
    ],
    ['resourceServer', `UPDATE consent.consent SET status = 'REVOKED'`],
    ['resourceServer', `UPDATE consent."grant" SET status = 'REVOKED'`],
    ['resourceServer', `INSERT INTO consent.consent_account VALUES (gen_random_uuid(), 'a')`],
    ['tppPortal', 'SELECT * FROM consent.consent'],
    ['tppPortal', 'SELECT * FROM consent."grant"'],
  ] as const)('%s may not %s', async (app, sql) => {
    await expect(asRole(app, sql)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('the resource server may read', async () => {
    const rows = await asRole(
      'resourceServer',
      'SELECT 1 FROM consent.consent JOIN consent.consent_account USING (consent_id)',
    );
    expect(rows).toHaveLength(2);
  });
});

describe('a state that was reached', () => {
  it('keeps its line in the history as it was written', async () => {
    const rows = await database.query<{
      from_status: ConsentStatus | null;
      to_status: ConsentStatus;
    }>('SELECT * FROM consent.consent_history WHERE consent_id = $1 ORDER BY version', [consentId]);
    expect(rows).toMatchObject([
      { from_status: null, changed_at: now, changed_by: 'client:client-tally', reason: null },
      { from_status: 'AWAITING_AUTHORISATION', to_status: 'AUTHORISED', surface: 'consent-page' },
    ]);
    expect(mayBecome(rows[1]!.from_status!, rows[1]!.to_status)).toBe(true);
  });
});
