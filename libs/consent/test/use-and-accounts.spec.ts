import { DataSource } from 'typeorm';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations, ConsentStore } from '../src/index.js';
import { awaiting } from './consents.js';
import { oneOfEach } from './details.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
});
afterAll(() => database.drop());

describe('how a consent may be used', () => {
  it('is written with it, as its type says', async () => {
    const store = new ConsentStore(database.connect('authorizationServer'));
    const asked = oneOfEach.map((requested) => awaiting({ requested }));
    await store.createAwaiting(asked);
    const rows = await database.query(
      `SELECT type, single_use, accounts_max FROM consent.consent ORDER BY type`,
    );
    expect(rows).toEqual([
      { type: 'urn:sandbank:account-access:v1', single_use: false, accounts_max: null },
      { type: 'urn:sandbank:domestic-payment:v1', single_use: true, accounts_max: 1 },
      {
        ...{ type: 'urn:sandbank:domestic-scheduled-payment:v1', single_use: true },
        accounts_max: 1,
      },
      { type: 'urn:sandbank:domestic-standing-order:v1', single_use: true, accounts_max: 1 },
      { type: 'urn:sandbank:domestic-vrp:v1', single_use: false, accounts_max: 1 },
      { type: 'urn:sandbank:funds-confirmation:v1', single_use: false, accounts_max: 1 },
    ]);
  });

  it('cannot be written for a type that is not on the list', async () => {
    const store = new ConsentStore(database.connect('authorizationServer'));
    const requested = { type: 'urn:sandbank:everything:v1' };
    await expect(store.createAwaiting([awaiting({ requested })])).rejects.toThrow(
      'is no type of authorization details',
    );
  });
});

describe('consents that were written before', () => {
  it('have it from the migration, also those that are authorised', async () => {
    const older = consentMigrations.slice(0, 3);
    const other = await testDatabase({ migrations: { consent: older } });
    const consent = (type: string) => `('${type}', 1), ('${type}', 2)`;
    const [access, payment] = [
      'urn:sandbank:account-access:v1',
      'urn:sandbank:domestic-payment:v1',
    ];
    await other.query(`INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes,
        created_at, updated_at, updated_by, claim_by)
      VALUES ('${grantId}', 'harbour', 'client-1', '${grantId}', 'UNCLAIMED', '{}', now(), now(), 'client', now())`);
    await other.query(`INSERT INTO consent.consent (consent_id, bank, client_id, type, requested, authorise_by,
        created_at, status, changed_at, changed_by, surface)
      SELECT gen_random_uuid(), 'harbour', 'client-1', type, '{}', now(), now(), 'AWAITING_AUTHORISATION',
        now(), 'client:1', 'pushed-request'
      FROM (VALUES ${consent(access)}, ${consent(payment)}) AS wanted(type, n)`);
    await other.query(`UPDATE consent.consent SET status = 'AUTHORISED', grant_id = '${grantId}',
        customer_id = '${grantId}', granted = '{"AccountIds":["1"]}', changed_at = now()
      WHERE ctid IN (SELECT min(ctid) FROM consent.consent GROUP BY type)`);
    const source = await new DataSource({
      ...{ type: 'postgres', url: other.ownerUrl, schema: 'consent' },
      ...{ migrations: [...consentMigrations], migrationsTableName: 'migration' },
    }).initialize();
    await source.runMigrations();
    const rows =
      await other.query(`SELECT type, single_use, accounts_max, version FROM consent.consent
      ORDER BY type, version`);
    expect(rows).toEqual([
      { type: access, single_use: false, accounts_max: null, version: 1 },
      { type: access, single_use: false, accounts_max: null, version: 2 },
      { type: payment, single_use: true, accounts_max: 1, version: 1 },
      { type: payment, single_use: true, accounts_max: 1, version: 2 },
    ]);
    await source.destroy();
    await other.drop();
  });
});

const grantId = '0199f3d2-0001-7000-8000-000000000001';
