import { randomUUID } from 'node:crypto';
import { statement, type AppName } from '../../src/index.js';
import { testDatabase, type TestDatabase } from '@sandbank/testing';

let database: TestDatabase;
const at = new Date('2026-03-01T10:00:00Z');
const customer = randomUUID();

beforeAll(async () => {
  database = await testDatabase({ migrations: {} });
  await database.query('SELECT audit.append($1, $2, $3, $4, $5)', [
    ...['harbour', 'test', at, {}, customer],
  ]);
});

afterAll(async () => {
  await database.drop();
});

let count = 0;
const asRole = (app: AppName, text: string) =>
  database.connect(app, 1).query(statement(`rights.${(count += 1)}`, text));

const tables = ['event', 'person', 'personal', 'checkpoint', 'checkpoint_head'];
const servers = ['authorizationServer', 'resourceServer'] as const;

describe('the governance record', () => {
  it.each(['event', 'checkpoint', 'checkpoint_head'])(
    'refuses its owner every change of audit.%s',
    async (table) => {
      for (const text of [
        `UPDATE audit.${table} SET bank = 'other'`,
        `DELETE FROM audit.${table}`,
        `TRUNCATE audit.${table}`,
      ]) {
        await expect(database.query(text)).rejects.toThrow('only ever added to');
      }
    },
  );

  it.each(['person', 'personal'])(
    'lets its owner erase from audit.%s, not rewrite',
    async (table) => {
      for (const text of [`UPDATE audit.${table} SET bank = 'x'`, `TRUNCATE audit.${table}`]) {
        await expect(database.query(text)).rejects.toThrow('only ever added to');
      }
    },
  );

  it.each([...servers, 'tppPortal', 'auditor'] as const)(
    'lets %s write to no table of it',
    async (app) => {
      for (const table of tables) {
        for (const text of [
          `INSERT INTO audit.${table} SELECT * FROM audit.${table}`,
          `UPDATE audit.${table} SET bank = 'x'`,
          `DELETE FROM audit.${table}`,
          `TRUNCATE audit.${table}`,
        ]) {
          await expect(asRole(app, text)).rejects.toThrow(/permission denied/);
        }
      }
    },
  );

  it.each([...servers, 'tppPortal'] as const)('lets %s read none of it', async (app) => {
    for (const table of tables) {
      await expect(asRole(app, `SELECT 1 FROM audit.${table}`)).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('lets the auditor read it, but not who a pseudonym is, and nothing outside', async () => {
    for (const table of ['event', 'personal', 'checkpoint', 'checkpoint_head'])
      await expect(asRole('auditor', `SELECT 1 FROM audit.${table}`)).resolves.toBeDefined();
    for (const table of ['audit.person', 'audit.migration'])
      await expect(asRole('auditor', `SELECT 1 FROM ${table}`)).rejects.toThrow(
        /permission denied/,
      );
    for (const call of ["audit.erase('b', gen_random_uuid(), now())", "audit.moved('b', 1)"])
      await expect(asRole('auditor', `SELECT ${call}`)).rejects.toThrow(/permission denied/);
  });

  it.each(servers)('lets %s tell only of what it does itself', async (app) => {
    const tell = (kind: string) =>
      asRole(app, `SELECT audit.tell('harbour', '${kind}', now(), '{}')`);
    await expect(tell('resource.access')).resolves.toHaveLength(1);
    for (const kind of ['consent.changed', 'grant.changed', 'client.changed', 'person.erased'])
      await expect(tell(kind)).rejects.toThrow('may not tell of');
    await expect(
      asRole(app, `SELECT audit.append('harbour', 'consent.changed', now(), '{}')`),
    ).rejects.toThrow(/permission denied/);
  });

  it('lets the resource server neither erase nor seal', async () => {
    for (const call of [
      "audit.erase('harbour', gen_random_uuid(), now())",
      "audit.moved('harbour', 1)",
      "audit.seal('harbour', now(), '', '{}')",
    ])
      await expect(asRole('resourceServer', `SELECT ${call}`)).rejects.toThrow(/permission denied/);
  });
});
