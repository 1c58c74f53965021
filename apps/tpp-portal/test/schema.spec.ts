import { randomUUID } from 'node:crypto';
import { runMigrations } from '@sandbank/platform';
import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
import { entities } from '../src/entities.js';
import { removeEnded } from '../src/identity/sign-in.statements.js';
import { EndsThatHold0013 } from '../src/migrations/0013-ends-that-hold.js';
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
    const change = (text: string) =>
      run(`UPDATE tpp_portal.person SET ${text} WHERE person_id = '${guest}'`);
    const become = (kind: string) => change(`kind = '${kind}', email = 'g@app.example'`);
    await expect(become('operator')).rejects.toThrow('nobody anything else');
    // Nor one of whom the workspace is being ended.
    await change('ending_since = now()');
    await expect(become('member')).rejects.toThrow('person_ending');
    await change('ending_since = NULL');
    await become('member');
    await expect(become('operator')).rejects.toThrow('nobody anything else');
  });

  it('finds what has ended among sign-ins by an index', async () => {
    const app = database.connect('tppPortal', 1);
    const plan = await app.transaction(async (transaction) => {
      const run = (text: string) => transaction.query({ name: '', text });
      await run('SET LOCAL enable_seqscan = off');
      return run(`EXPLAIN ${removeEnded.text.replaceAll('$1', 'now()')}`);
    });
    expect(JSON.stringify(plan)).toContain('sign_in_end ');
  });

  it('takes over sign-ins of before, which idled on beyond their end', async () => {
    const before = tppPortalMigrations.slice(0, tppPortalMigrations.indexOf(EndsThatHold0013));
    const earlier = await testDatabase({ migrations: { tpp_portal: before } });
    try {
      const person = randomUUID();
      await earlier.query(
        `INSERT INTO tpp_portal.person VALUES ($1, 'guest', 'Guest', NULL, now())`,
        [person],
      );
      await earlier.query(
        `INSERT INTO tpp_portal.sign_in
         SELECT key, gen_random_uuid(), $1, 'guest', '', now(), now(), 60, now() + idle * interval '1 s',
           now() + ends * interval '1 s'
         FROM (VALUES ('ended', 60, -1), ('idle', -1, 60), ('alive', 60, 60)) given (key, idle, ends)`,
        [person],
      );
      await runMigrations(earlier.ownerUrl, 'tpp_portal', tppPortalMigrations);
      const left = 'SELECT sign_in_key AS key FROM tpp_portal.sign_in';
      expect(await earlier.query(left)).toHaveLength(3);
      const { text } = removeEnded;
      await earlier.connect('tppPortal', 1).query({ name: '', text }, [new Date()]);
      expect(await earlier.query(left)).toEqual([{ key: 'alive' }]);
    } finally {
      await earlier.drop();
    }
  });
});
