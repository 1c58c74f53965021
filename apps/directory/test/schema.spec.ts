import { schemaDrift, testDatabase, type TestDatabase } from '@sandbank/testing';
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
});
