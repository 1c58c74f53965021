import { testDatabase, type TestDatabase } from './test-database.js';

describe('testDatabase', () => {
  it('gives each caller a database of its own, with the roles of the product', async () => {
    const [one, other] = await Promise.all([
      testDatabase({ migrations: {} }),
      testDatabase({ migrations: {} }),
    ]);
    await one.query('CREATE TABLE consent.only_here (id int)');
    expect(await one.query("SELECT to_regclass('consent.only_here') IS NULL AS gone")).toEqual([
      { gone: false },
    ]);
    expect(await other.query("SELECT to_regclass('consent.only_here') IS NULL AS gone")).toEqual([
      { gone: true },
    ]);
    const asApp = one.connect('resourceServer');
    const statement = { name: 'test.who', text: 'SELECT current_user AS who' };
    expect(await asApp.query(statement)).toEqual([{ who: 'sandbank_resource_server' }]);
    await one.drop();
    await other.drop();
  });

  it('writes first rows once, and gives each caller a copy', async () => {
    let written = 0;
    const rows = {
      name: 'one guest',
      write: async (database: TestDatabase) => {
        written += 1;
        await database.query('CREATE TABLE consent.guest AS SELECT 1 AS id');
      },
    };
    const one = await testDatabase({ migrations: {}, rows });
    const other = await testDatabase({ migrations: {}, rows });
    await one.query('DELETE FROM consent.guest');
    expect(await other.query('SELECT id FROM consent.guest')).toEqual([{ id: 1 }]);
    expect(written).toBe(1);
    await one.drop();
    await other.drop();
  });

  it('keeps no template of which a part is missing', async () => {
    const failing = { name: 'half', write: () => Promise.reject(new Error('no')) };
    await expect(testDatabase({ migrations: {}, rows: failing })).rejects.toThrow('no');
    const write = (database: TestDatabase) => database.query('CREATE TABLE consent.whole (id int)');
    const whole = await testDatabase({ migrations: {}, rows: { name: 'half', write } });
    expect(await whole.query('SELECT FROM consent.whole')).toEqual([]);
    await whole.drop();
  });

  it('gives an app no right that a migration did not grant', async () => {
    const database = await testDatabase({ migrations: {} });
    await database.query('CREATE TABLE consent.closed (id int)');
    const reading = database
      .connect('tppPortal')
      .query({ name: 'test.closed', text: 'SELECT * FROM consent.closed' });
    await expect(reading).rejects.toThrow(/permission denied/);
    await database.drop();
  });
});
