import { DataSource } from 'typeorm';
import { runMigrations } from '@sandbank/platform';
import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
import { Consent, consentEntities, consentMigrations, ConsentStore } from '../src/index.js';
import { approval, awaiting } from './consents.js';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  source = await new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    schema: 'consent',
    entities: [...consentEntities],
    migrations: consentMigrations,
    migrationsTableName: 'migration',
  }).initialize();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('the schema consent', () => {
  it('is what the entities say', async () => {
    expect(await schemaDrift(database.ownerUrl, 'consent', [...consentEntities])).toEqual([]);
  });

  it('reads a consent with its grant, accounts and history through the entities', async () => {
    const store = new ConsentStore(database.connect('authorizationServer'));
    const asked = awaiting();
    const yes = approval([asked.consentId]);
    await store.createAwaiting([asked]);
    await store.authorise(yes);
    const consent = await source.getRepository(Consent).findOneOrFail({
      where: { consentId: asked.consentId },
      relations: { grant: true, accounts: true, history: true },
    });
    expect(consent).toMatchObject({ status: 'AUTHORISED', requested: asked.requested });
    expect(consent.grant).toMatchObject({ grantId: yes.grantId, scopes: ['openid', 'accounts'] });
    expect(consent.accounts.map(({ accountId }) => accountId).sort()).toEqual([
      '10000001',
      '10000002',
    ]);
    expect(consent.history).toHaveLength(2);
  });

  it('comes and goes without a trace', async () => {
    const other = await testDatabase({ migrations: { consent: consentMigrations } });
    const target = await new DataSource({
      type: 'postgres',
      url: other.ownerUrl,
      schema: 'consent',
      migrations: consentMigrations,
      migrationsTableName: 'migration',
    }).initialize();
    for (const _ of consentMigrations) await target.undoLastMigration();
    const left = await other.query(
      `SELECT oid::regclass::text AS name FROM pg_class
       WHERE relnamespace = 'consent'::regnamespace AND relname NOT LIKE 'migration%'
         AND relname NOT LIKE 'PK_%'`,
    );
    expect(left).toEqual([]);
    await target.destroy();
    expect(await runMigrations(other.ownerUrl, 'consent', consentMigrations)).toHaveLength(
      consentMigrations.length,
    );
    expect(await runMigrations(other.ownerUrl, 'consent', consentMigrations)).toEqual([]);
    await other.drop();
  });
});
