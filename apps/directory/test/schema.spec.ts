import { randomUUID } from 'node:crypto';
import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
import { findRevoked } from '../src/authority/authority.statements.js';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';

describe('the schema directory', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase({ migrations: { directory: migrations } });
  });
  afterAll(() => database.drop());

  it('is what the entities say', async () => {
    expect(await schemaDrift(database.ownerUrl, 'directory', entities)).toEqual([]);
  });

  it.each([
    ['remove a certificate', 'DELETE FROM directory.certificate'],
    ['change what was certified', `UPDATE directory.certificate SET certificate = ''`],
    ['give a certificate to other software', 'UPDATE directory.certificate SET software_id = NULL'],
    ['remove an authority', 'DELETE FROM directory.authority'],
    ['change an authority', `UPDATE directory.authority SET certificate = ''`],
    ['change an organisation’s roles', `UPDATE directory.organisation SET roles = '{}'`],
    [
      'give software to another organisation',
      'UPDATE directory.software SET organisation_id = NULL',
    ],
    ['rewrite what happened', `UPDATE directory.record SET event = ''`],
    ['forget what happened', 'DELETE FROM directory.record'],
    ['change a signing key', `UPDATE directory.signing_key SET public_jwk = '{}'`],
    ['read a consent', 'SELECT * FROM consent.consent'],
    ['read a client', 'SELECT * FROM authorization_server.client'],
    ['read the portal’s secrets', 'SELECT * FROM tpp_portal.connection'],
  ])('does not let its own role %s', async (_what, text) => {
    const app = database.connect('directory', 1);
    await expect(app.query({ name: '', text })).rejects.toThrow(/permission denied|does not exist/);
  });

  // Who revokes one of a hundred thousand certificates holds the list of their authority meanwhile.
  it('has an index by which what is revoked is found without looking at what is not', async () => {
    const app = database.connect('directory', 1);
    const run = <R>(text: string) => app.query<R>({ name: '', text });
    await run('SET enable_seqscan = off');
    await run('SET plan_cache_mode = force_generic_plan');
    await run(`PREPARE revoked AS ${findRevoked.text}`);
    const plan = await run<{ 'QUERY PLAN': string }>(
      `EXPLAIN EXECUTE revoked ('${randomUUID()}', '2026-01-01T00:00:00Z')`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan using certificate_revoked');
    expect(text).not.toContain('Seq Scan on certificate');
  });
});
