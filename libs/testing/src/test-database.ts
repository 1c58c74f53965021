import { createHash, randomUUID } from 'node:crypto';
import pg, { type Pool } from 'pg';
import {
  appRoles,
  appUrl,
  auditMigrations,
  createPool,
  Database,
  provisionDatabase,
  runMigrations,
  type AppName,
  type MigrationList,
} from '@sandbank/platform';

/** Schema name → its migrations, in the order in which they run. */
export type SchemaMigrations = Readonly<Record<string, MigrationList>>;

/** A database of one spec file: provisioned roles, migrated schemas, nobody else's rows. */
export interface TestDatabase {
  readonly name: string;
  /** URL of the owner of the schemas, password included. */
  readonly ownerUrl: string;
  /** URL of an app's own role, with the role's own few privileges; password included. */
  url(app: AppName): string;
  password(app: AppName): string;
  /** Hot-path access as that role; its connections end with `drop`. */
  connect(app: AppName | 'owner', maxConnections?: number): Database;
  /** Plain SQL as the owner, to arrange and to look. */
  query<R>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Ends the connections made here and removes the database. */
  drop(): Promise<void>;
}

const template = 'sandbank_test_template';

/** Makes an isolated database on the PostgreSQL of this test run, cloned from a provisioned template. */
export async function testDatabase({
  migrations,
}: {
  readonly migrations: SchemaMigrations;
}): Promise<TestDatabase> {
  const adminUrl = process.env['SANDBANK_TEST_DATABASE_URL'];
  if (adminUrl === undefined)
    throw new Error('jest.config.mjs starts the database; run jest there');
  const name = `sandbank_test_${randomUUID().replaceAll('-', '')}`;
  const password = (app: AppName): string => passwordOf(adminUrl, app);
  await clone(adminUrl, name);
  const ownerUrl = databaseUrl(adminUrl, name);
  for (const [schema, list] of Object.entries(migrations)) {
    await runMigrations(ownerUrl, schema, list);
  }
  const url = (app: AppName): string => appUrl(ownerUrl, app, password(app));
  const pools: Pool[] = [];
  const pool = (target: string, maxConnections?: number): Pool => {
    const made = createPool(target, maxConnections);
    pools.push(made);
    return made;
  };
  const owner = pool(ownerUrl, 2);
  return {
    name,
    ownerUrl,
    url,
    password,
    connect: (app, maxConnections) =>
      new Database(pool(app === 'owner' ? ownerUrl : url(app), maxConnections)),
    query: async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await owner.query(text, [...values])).rows as R[],
    drop: async () => {
      await Promise.all(pools.map((each) => each.end()));
      await asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

/** Roles belong to the server, not to a database: every spec file must set the same passwords. */
function passwordOf(adminUrl: string, app: AppName): string {
  return createHash('sha256').update(`${adminUrl} ${app}`).digest('base64url');
}

async function clone(adminUrl: string, name: string): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    // A template is copied only while nobody is connected to it, so workers take turns.
    await admin.query("SELECT pg_advisory_lock(hashtext('sandbank:test-template'))");
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found.rowCount === 0) await provisionTemplate(adminUrl);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    // What is granted on a database is not copied with it.
    const roles = Object.values(appRoles).map(({ role }) => role);
    await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${roles.join(', ')}`);
  });
}

async function provisionTemplate(adminUrl: string): Promise<void> {
  const passwords = Object.fromEntries(
    Object.keys(appRoles).map((app) => [app, passwordOf(adminUrl, app as AppName)]),
  ) as Record<AppName, string>;
  const ownerUrl = await provisionDatabase({ adminUrl, database: template, passwords });
  // Part of every database, whatever else a spec needs: triggers of other schemas write to it.
  await runMigrations(ownerUrl, 'audit', auditMigrations);
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin(adminUrl: string, work: (admin: pg.Client) => Promise<unknown>) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
