import { testDatabase, type TestDatabase } from '@sandbank/testing';
import pg from 'pg';
import {
  appRoles,
  appUrl,
  createPool,
  provisionDatabase,
  withPassword,
  type AppName,
} from '../src/index.js';

// Roles belong to the whole server: passwords other than those of the test run would lock other specs out.
let postgres: TestDatabase;
let passwords: Record<AppName, string>;
const adminUrl = process.env['SANDBANK_TEST_DATABASE_URL'] ?? '';
const made: string[] = [];

beforeAll(async () => {
  postgres = await testDatabase({ migrations: {} });
  const apps = Object.keys(appRoles) as AppName[];
  passwords = Object.fromEntries(
    apps.map((app) => [app, postgres.password(app)]),
  ) as typeof passwords;
});

afterAll(async () => {
  for (const name of made) await asked(adminUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await postgres.drop();
});

function freshName(what: string): string {
  const name = `sandbank test-${what}-${process.pid}`;
  made.push(name);
  return name;
}

async function asked<R extends pg.QueryResultRow>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

describe('provisionDatabase', () => {
  it('makes database, schemas and roles, and lets each role in', async () => {
    const owner = await provisionDatabase({ adminUrl, database: freshName('first'), passwords });
    const schemas = await asked(
      owner,
      `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$|^public$' ORDER BY 1`,
    );
    expect(schemas.map(({ nspname }) => nspname as string)).toEqual([
      ...['audit', 'authorization_server', 'consent', 'directory', 'resource_server', 'tpp_portal'],
    ]);
    for (const app of Object.keys(appRoles) as AppName[]) {
      const [row] = await asked(appUrl(owner, app, passwords[app]), 'SELECT current_user AS who');
      expect(row).toEqual({ who: appRoles[app].role });
    }
  });

  it('may run again, and keeps what is there', async () => {
    const database = freshName('again');
    const owner = await provisionDatabase({ adminUrl, database, passwords });
    await asked(owner, 'CREATE TABLE consent.kept (id int); INSERT INTO consent.kept VALUES (1)');
    expect(await provisionDatabase({ adminUrl, database, passwords })).toBe(owner);
    expect(await asked(owner, 'SELECT id FROM consent.kept')).toEqual([{ id: 1 }]);
  });

  it('may run in several processes at once', async () => {
    const database = freshName('at-once');
    const starts = Array.from({ length: 5 }, () =>
      provisionDatabase({ adminUrl, database, passwords }),
    );
    expect(new Set(await Promise.all(starts)).size).toBe(1);
  });

  it('gives the roles no right beyond their own schema', async () => {
    const owner = await provisionDatabase({ adminUrl, database: freshName('rights'), passwords });
    const roles = await asked(
      owner,
      `SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls AS strong
       FROM pg_roles WHERE rolname LIKE 'sandbank\\_%' AND rolname NOT LIKE '%test%'`,
    );
    expect(roles).toEqual(Object.keys(appRoles).map(() => ({ strong: false })));
    const portal = appUrl(owner, 'tppPortal', passwords.tppPortal);
    for (const schema of ['consent', 'resource_server', 'authorization_server', 'public']) {
      await expect(asked(portal, `CREATE TABLE ${schema}.mine (id int)`)).rejects.toThrow(
        /permission denied/,
      );
    }
    // Not even in its own schema: tables come from migrations.
    await expect(asked(portal, 'CREATE TABLE tpp_portal.mine (id int)')).rejects.toThrow(
      /permission denied/,
    );
    const usage = await asked(
      owner,
      `SELECT rolname, nspname FROM pg_roles, pg_namespace
       WHERE rolname IN ('${Object.values(appRoles)
         .map(({ role }) => role)
         .join("','")}')
         AND nspname IN ('authorization_server', 'resource_server', 'tpp_portal', 'consent')
         AND has_schema_privilege(rolname, nspname, 'USAGE') ORDER BY 1, 2`,
    );
    expect(
      usage.map(({ rolname, nspname }) => `${rolname as string} ${nspname as string}`),
    ).toEqual([
      'sandbank_authorization_server authorization_server',
      'sandbank_authorization_server consent',
      'sandbank_resource_server consent',
      'sandbank_resource_server resource_server',
      'sandbank_tpp_portal tpp_portal',
    ]);
  });

  it('refuses a PostgreSQL before 14, and makes nothing there', async () => {
    // A real server that calls itself older: this name is found before that of the catalogue.
    await postgres.query(`CREATE SCHEMA older`);
    await postgres.query(
      `CREATE FUNCTION older.current_setting(name text) RETURNS text LANGUAGE sql AS
       $$ SELECT CASE name WHEN 'server_version_num' THEN '130014'
          ELSE pg_catalog.current_setting(name) END $$`,
    );
    const older = new URL(postgres.ownerUrl);
    older.searchParams.set('options', '-c search_path=older,pg_catalog');
    const database = freshName('older');
    await expect(provisionDatabase({ adminUrl: older.href, database, passwords })).rejects.toThrow(
      'PostgreSQL 14 or newer is needed; this one is 13',
    );
    expect(
      await asked(adminUrl, `SELECT 1 FROM pg_database WHERE datname = '${database}'`),
    ).toEqual([]);
  });

  it('says so when the server cannot be reached', async () => {
    const nowhere = new URL(adminUrl);
    nowhere.port = '1';
    await expect(
      provisionDatabase({ adminUrl: nowhere.href, database: freshName('nowhere'), passwords }),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('withPassword', () => {
  it.each(['plain', 'a b', 'p@ss:w/rd?#%[]', '%41', "quote'\\", 'ümläut ✓', '+'])(
    'carries the password %s to PostgreSQL',
    async (password) => {
      const role = `sandbank_test_password_${process.pid}`;
      await postgres.query(`CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
      try {
        const url = new URL(postgres.ownerUrl);
        url.username = role;
        url.password = '';
        expect(await asked(withPassword(url.href, password), 'SELECT current_user AS who')).toEqual(
          [{ who: role }],
        );
      } finally {
        await postgres.query(`DROP ROLE ${role}`);
      }
    },
  );

  it('leaves the URL alone without one', () => {
    expect(withPassword('postgres://a@b/c', undefined)).toBe('postgres://a@b/c');
  });
});

it('a pool asks under the role of its URL', async () => {
  const pool = createPool(postgres.url('resourceServer'), 1);
  const { rows } = await pool.query('SELECT current_user AS who');
  await pool.end();
  expect(rows).toEqual([{ who: 'sandbank_resource_server' }]);
});
