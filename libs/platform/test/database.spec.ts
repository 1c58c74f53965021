import { testDatabase, type TestDatabase } from '@sandbank/testing';
import pg, { type Pool } from 'pg';
import { createPool, Database, databaseIsUnavailable, statement } from '../src/index.js';
import { gateTo, type Gate } from './gate.js';
import { until } from './until.js';

const unavailable = {
  error: 'temporarily_unavailable',
  status: 503,
  headers: { 'retry-after': '2' },
};
const add = statement('test.add', 'INSERT INTO consent.number VALUES ($1)');
const count = statement('test.count', 'SELECT count(*)::int AS n FROM consent.number');
const sleep = statement('test.sleep', 'SELECT pg_sleep(30)');
const backend = statement('test.backend', 'SELECT pg_backend_pid() AS pid');

let postgres: TestDatabase;
let gate: Gate;
let pool: Pool;
let database: Database;

beforeAll(async () => {
  postgres = await testDatabase({ migrations: {} });
  await postgres.query('CREATE TABLE consent.number (value int PRIMARY KEY)');
  gate = await gateTo(postgres.ownerUrl);
  pool = createPool(gate.url, 3);
  database = new Database(pool);
});

afterEach(async () => {
  if (!gate.isOpen()) {
    // The pool hears of its cut connections a moment later.
    await until(() => pool.totalCount === 0);
    await gate.open();
  }
  await postgres.query('TRUNCATE consent.number');
});

afterAll(async () => {
  await pool.end();
  await gate.close();
  await postgres.drop();
});

const rowCount = async (): Promise<number | undefined> =>
  (await postgres.query<{ n: number }>(count.text))[0]?.n;

describe('Database.query', () => {
  it('is planned once for each connection, under its name', async () => {
    const single = new Database(createdPool(1));
    await single.query(count);
    await single.query(count);
    const listed = statement(
      'test.listed',
      'SELECT name FROM pg_prepared_statements ORDER BY name',
    );
    expect(await single.query(listed)).toEqual([{ name: 'test.count' }, { name: 'test.listed' }]);
  });

  it('refuses one name for two texts', async () => {
    const single = new Database(createdPool(1));
    await single.query(count);
    await expect(single.query(statement('test.count', 'SELECT 1'))).rejects.toThrow(/unique/);
  });

  it('has no name that PostgreSQL would cut', () => {
    expect(statement('n'.repeat(63), 'SELECT 1').name).toHaveLength(63);
    expect(() => statement('n'.repeat(64), 'SELECT 1')).toThrow(RangeError);
  });

  it('hands values to PostgreSQL apart from the text', async () => {
    const echo = statement('test.echo', 'SELECT $1::text AS value');
    const value = `'; DROP TABLE consent.number; --`;
    expect(await database.query(echo, [value])).toEqual([{ value }]);
    expect(await rowCount()).toBe(0);
  });

  it('lets an error of the statement through as PostgreSQL words it', async () => {
    await database.query(add, [1]);
    await expect(database.query(add, [1])).rejects.toMatchObject({ code: '23505' });
  });
});

describe('Database.transaction', () => {
  it('commits what the work did, and answers what it returned', async () => {
    const answer = await database.transaction(async (transaction) => {
      await transaction.query(add, [1]);
      return 'done';
    });
    expect(answer).toBe('done');
    expect(await rowCount()).toBe(1);
  });

  it('rolls back when the work throws, and throws that', async () => {
    const failure = new Error('changed my mind');
    const work = database.transaction(async (transaction) => {
      await transaction.query(add, [1]);
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await rowCount()).toBe(0);
  });

  it('rolls back when a statement fails, and gives the connection back clean', async () => {
    const single = new Database(createdPool(1));
    const work = single.transaction(async (transaction) => {
      await transaction.query(add, [1]);
      await transaction.query(add, [1]);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await single.query(count)).toEqual([{ n: 0 }]);
  });

  it('gives every connection back, whatever happens', async () => {
    const works = Array.from({ length: 12 }, (_, at) =>
      database.transaction(async (transaction) => {
        await transaction.query(count);
        if (at % 2 === 0) throw new Error('no');
      }),
    );
    const results = await Promise.allSettled(works);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    expect(pool.waitingCount).toBe(0);
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});

describe('when PostgreSQL is gone', () => {
  it('a query is temporarily unavailable, and works again when it is back', async () => {
    expect(await database.query(count)).toEqual([{ n: 0 }]);
    await gate.close();
    await expect(database.query(count)).rejects.toMatchObject(unavailable);
    await expect(database.query(count)).rejects.toMatchObject(unavailable);
    await gate.open();
    expect(await database.query(count)).toEqual([{ n: 0 }]);
  });

  it('a query that was under way is temporarily unavailable', async () => {
    const sleeping = database.query(sleep);
    const answered = expect(sleeping).rejects.toMatchObject(unavailable);
    await untilActive('pg_sleep');
    await gate.close();
    await answered;
  });

  it('a query that nobody answers is temporarily unavailable in the end', async () => {
    const patient = new pg.Pool({ connectionString: gate.url, max: 1, query_timeout: 200 });
    patient.on('error', () => undefined);
    const hung = new Database(patient);
    expect(await hung.query(count)).toEqual([{ n: 0 }]);
    gate.stall();
    await expect(hung.query(count)).rejects.toMatchObject(unavailable);
    expect(await hung.query(count)).toEqual([{ n: 0 }]);
    await gate.close();
    await patient.end();
  });

  it('a transaction cannot begin', async () => {
    await gate.close();
    await expect(database.transaction(async () => 'never')).rejects.toMatchObject(unavailable);
  });

  it('a transaction that loses its connection between two statements fails alone', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query(add, [1]);
      await gate.close();
      await transaction.query(add, [2]);
    });
    await expect(work).rejects.toMatchObject(unavailable);
    await gate.open();
    expect(await database.query(count)).toEqual([{ n: 0 }]);
  });

  it('a transaction that loses its connection before the commit is not committed', async () => {
    const work = database.transaction(async (transaction) => {
      await transaction.query(add, [1]);
      await gate.close();
      return 'done';
    });
    await expect(work).rejects.toMatchObject(unavailable);
    expect(await rowCount()).toBe(0);
  });

  it('a transaction whose backend was ended by the server fails alone', async () => {
    const work = database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ pid: number }>(backend);
      await postgres.query('SELECT pg_terminate_backend($1, 5000)', [row?.pid]);
      await transaction.query(add, [2]);
    });
    await expect(work).rejects.toMatchObject(unavailable);
    expect(await database.query(count)).toEqual([{ n: 0 }]);
  });

  it('a pool outlives the restart of the server with all its connections idle', async () => {
    await Promise.all([1, 2, 3].map((value) => database.query(add, [value])));
    await postgres.query(
      `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await until(() => pool.totalCount === 0);
    expect(await database.query(count)).toEqual([{ n: 3 }]);
  });
});

describe('a refusal by PostgreSQL is not an outage', () => {
  it('so a wrong password is an error of the set-up', async () => {
    const wrong = new URL(postgres.ownerUrl);
    wrong.password = 'wrong';
    const refused = new Database(createdPool(1, wrong.href));
    await expect(refused.query(count)).rejects.toMatchObject({ code: '28P01' });
    await expect(refused.transaction(async () => 'never')).rejects.toMatchObject({ code: '28P01' });
  });

  it('but a server without a free connection is', async () => {
    const role = `sandbank_test_single_${process.pid}`;
    await postgres.query(`CREATE ROLE ${role} LOGIN PASSWORD 'single' CONNECTION LIMIT 1`);
    const url = new URL(postgres.ownerUrl);
    url.username = role;
    url.password = 'single';
    const first = createdPool(1, url.href);
    await first.query('SELECT 1');
    const second = new Database(createdPool(1, url.href));
    await expect(second.query(backend)).rejects.toMatchObject(unavailable);
    await first.end();
    await postgres.query(`DROP ROLE ${role}`);
  });
});

describe('databaseIsUnavailable', () => {
  const error = (code: string) => Object.assign(new Error('no'), { code });

  it.each(['08000', '08006', '57P01', '57P02', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET'])(
    'knows the code %s',
    (code) => expect(databaseIsUnavailable(error(code))).toBe(true),
  );

  it.each(['23505', '40001', '57014', '28P01', '80000', 'x57P01', 'ENOSPC'])(
    'takes the code %s for something else',
    (code) => expect(databaseIsUnavailable(error(code))).toBe(false),
  );

  it('takes a missing socket for an outage, and a missing file for something else', () => {
    const missing = (syscall: string) => Object.assign(error('ENOENT'), { syscall });
    expect(databaseIsUnavailable(missing('connect'))).toBe(true);
    expect(databaseIsUnavailable(missing('open'))).toBe(false);
  });

  it.each([undefined, null, 'Connection terminated', 1, {}])('is not confused by %p', (thrown) =>
    expect(databaseIsUnavailable(thrown)).toBe(false),
  );
});

const pools: Pool[] = [];

afterAll(() => Promise.all(pools.filter((each) => !each.ended).map((each) => each.end())));

function createdPool(max: number, url = gate.url): Pool {
  const made = createPool(url, max);
  pools.push(made);
  return made;
}

async function untilActive(query: string): Promise<void> {
  const text = `SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query ~ $1
    AND datname = current_database() AND pid <> pg_backend_pid()`;
  await until(async () => (await postgres.query(text, [query])).length > 0);
}
