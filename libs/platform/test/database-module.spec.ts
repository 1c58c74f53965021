import { Database, dataSourceOptions, statement } from '../src/index.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';
import { until } from './until.js';

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
afterAll(() => server.database.drop());

const show = async (setting: string): Promise<unknown> => {
  const shown = statement(`test.${setting}`, `SELECT current_setting('${setting}') AS value`);
  const [row] = await server.application.get(Database).query<{ value: string }>(shown);
  return row?.value;
};

const connections = () =>
  server.database.query(
    `SELECT 1 FROM pg_stat_activity
     WHERE application_name = 'tiny' AND datname = current_database()`,
  );

describe('DatabaseModule', () => {
  it('bounds what a statement and a forgotten transaction may take', async () => {
    expect(await show('statement_timeout')).toBe('10s');
    expect(await show('idle_in_transaction_session_timeout')).toBe('10s');
  });

  it('waits for a silent server a little longer than an awake one may take', () => {
    const names = { schema: 'x', applicationName: 'x', entities: [] };
    expect(dataSourceOptions({ url: 'postgres://localhost/x', ...names })).toMatchObject({
      extra: { statement_timeout: 10_000, query_timeout: 12_000 },
    });
  });

  it('is known to PostgreSQL by its name, and works as the role of the app', async () => {
    expect(await show('application_name')).toBe('tiny');
    const who = statement('test.who', 'SELECT current_user AS who');
    expect(await server.application.get(Database).query(who)).toEqual([
      { who: 'sandbank_tpp_portal' },
    ]);
  });

  it('leaves no connection behind', async () => {
    expect(await connections()).not.toEqual([]);
    await server.application.close();
    // PostgreSQL takes a moment to see that a client has left.
    await until(async () => (await connections()).length === 0);
  });
});
