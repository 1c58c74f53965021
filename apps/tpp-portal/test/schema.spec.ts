import { randomUUID } from 'node:crypto';
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
    ['forget what an operator did', 'DELETE FROM tpp_portal.operator_act'],
    ['change why an operator did it', `UPDATE tpp_portal.operator_act SET reason = ''`],
    [
      'give an application to another organisation',
      'UPDATE tpp_portal.application SET organisation_id = NULL',
    ],
    ['change a copy that was given out', `UPDATE tpp_portal.shared_flow SET document = '{}'`],
    ['read the directory’s tokens', 'SELECT token_digest FROM directory.organisation'],
    [
      'read tokens of registrations',
      'SELECT token_digest FROM authorization_server.client_registration',
    ],
    ['read a consent', 'SELECT * FROM consent.consent'],
    ['read the ledger', 'SELECT * FROM resource_server.ledger_entry'],
  ])('does not let its own role %s', async (_what, text) => {
    const app = database.connect('tppPortal', 1);
    await expect(app.query({ name: '', text })).rejects.toThrow(/permission denied|does not exist/);
  });

  it('lets an act end once, and a guest become a member and nothing else', async () => {
    const app = database.connect('tppPortal', 1);
    const run = (text: string) => app.query({ name: '', text });
    const [act, guest] = [randomUUID(), randomUUID()];
    await run(`INSERT INTO tpp_portal.operator_act VALUES ('${act}', '${guest}', 'Operator', 'freeze',
      'harbour', 'client-a', 'lost keys', '${randomUUID()}', now(), NULL, 'begun', NULL)`);
    const end = (outcome: string, error: string) =>
      run(`UPDATE tpp_portal.operator_act SET outcome = '${outcome}', error = ${error}, ended_at = now()
        WHERE act_id = '${act}'`);
    await end('refused', `'bank_unavailable'`);
    await expect(end('done', 'NULL')).rejects.toThrow('written once');

    await run(`INSERT INTO tpp_portal.person VALUES ('${guest}', 'guest', 'Guest', NULL, now())`);
    const become = (kind: string) =>
      run(`UPDATE tpp_portal.person SET kind = '${kind}', email = 'g@app.example'
        WHERE person_id = '${guest}'`);
    await expect(become('operator')).rejects.toThrow('nobody anything else');
    await become('member');
    await expect(become('operator')).rejects.toThrow('nobody anything else');
  });
});
