import { consentMigrations } from '@sandbank/consent';
import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';

describe('the schema authorization_server', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase({
      migrations: { consent: consentMigrations, authorization_server: migrations },
    });
  });
  afterAll(() => database.drop());

  it('is what the entities say', async () => {
    expect(await schemaDrift(database.ownerUrl, 'authorization_server', entities)).toEqual([]);
  });

  it('lends the rights of its owner to nobody, and lets nobody slip a table under them', async () => {
    const unsafe = await database.query(
      `SELECT oid::regprocedure::text AS name FROM pg_proc
       WHERE prosecdef AND pronamespace::regnamespace::text IN ('authorization_server', 'consent')
         AND (has_function_privilege('public', oid, 'EXECUTE')
           OR NOT 'search_path=pg_catalog, pg_temp' = ANY(proconfig))`,
    );
    expect(unsafe).toEqual([]);
  });

  it.each([
    ['remove a pushed request', 'DELETE FROM authorization_server.pushed_request'],
    ['change what was pushed', `UPDATE authorization_server.pushed_request SET parameters = '{}'`],
    ['change what a code carries', `UPDATE authorization_server.authorization_code SET scope = ''`],
    ['change a signing key', `UPDATE authorization_server.signing_key SET alg = 'ES256'`],
    ['remove a customer', 'DELETE FROM authorization_server.customer'],
    ['rewrite a rejection', `UPDATE authorization_server.rejection SET clause = ''`],
    ['read the ledger', 'SELECT * FROM resource_server.ledger_entry'],
  ])('does not let its own role %s', async (_what, text) => {
    const app = database.connect('authorizationServer', 1);
    await expect(app.query({ name: '', text })).rejects.toThrow(/permission denied|does not exist/);
  });
});
