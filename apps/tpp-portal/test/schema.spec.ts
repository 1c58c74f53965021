import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
import { entities } from '../src/entities.js';
import { tppPortalMigrations } from '../src/migrations/index.js';

describe('the schema tpp_portal', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase({ migrations: { tpp_portal: tppPortalMigrations } });
  });
  afterAll(() => database.drop());

  it('is what the entities say', async () => {
    expect(await schemaDrift(database.ownerUrl, 'tpp_portal', entities)).toEqual([]);
  });

  it.each([
    ['rewrite a recorded hop', `UPDATE tpp_portal.flow_hop SET hop = '{}'`],
    ['remove a recorded hop', 'DELETE FROM tpp_portal.flow_hop'],
    ['give a flow to another session', `UPDATE tpp_portal.flow SET session_key = ''`],
    ['change the state that a flow waits for', `UPDATE tpp_portal.flow SET state_digest = ''`],
    ['rename a session', `UPDATE tpp_portal.browser_session SET session_key = ''`],
    ['read a consent', 'SELECT * FROM consent.consent'],
    ['read the ledger', 'SELECT * FROM resource_server.ledger_entry'],
  ])('does not let its own role %s', async (_what, text) => {
    const app = database.connect('tppPortal', 1);
    await expect(app.query({ name: '', text })).rejects.toThrow(/permission denied|does not exist/);
  });
});
