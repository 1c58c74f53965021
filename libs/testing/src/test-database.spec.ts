import { testDatabase } from './test-database.js';

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
