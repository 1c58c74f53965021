import { createHash } from 'node:crypto';
import pg from 'pg';
import {
  appRoles,
  auditMigrations,
  provisionDatabase,
  runMigrations,
  type AppName,
  type MigrationList,
} from '@sandbank/platform';

/** Schema name → its migrations, in the order in which they run. */
export type SchemaMigrations = Readonly<Record<string, MigrationList>>;

/** A database that is made once in a run and then copied: all that `below` has, and what `add` puts on top. */
export interface Template {
  readonly name: string;
  readonly below?: Template;
  readonly add: (database: string) => Promise<unknown>;
}

/** The URL of the server's superuser. */
export function adminUrl(): string {
  const url = process.env['SANDBANK_TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('jest.config.mjs starts the database; run jest there');
  return url;
}

/** What the names of this run's databases begin with, so that none is another run's or outlives this one. */
export const runPrefix = (): string => `sandbank_test_${process.env['SANDBANK_TEST_RUN'] ?? ''}`;

/** URL of the owner of that database. */
export function ownerUrlOf(database: string): string {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  return url.href;
}

/** Roles belong to the server, not to a database: every spec file must set the same passwords. */
export function passwordOf(app: AppName): string {
  return createHash('sha256').update(`${adminUrl()} ${app}`).digest('base64url');
}

/** Roles, schemas and the governance record, which is part of every database: triggers of other schemas write to it. */
const provisioned = (): Template => ({
  name: `${runPrefix()}_template`,
  add: async (database) => {
    const apps = Object.keys(appRoles) as AppName[];
    const passwords = Object.fromEntries(apps.map((app) => [app, passwordOf(app)]));
    await provisionDatabase({
      ...{ adminUrl: adminUrl(), database },
      passwords: passwords as Record<AppName, string>,
    });
    await runMigrations(ownerUrlOf(database), 'audit', auditMigrations);
  },
});

/** A provisioned database whose schemas are migrated. */
export function migrated(migrations: SchemaMigrations): Template {
  const schemas = Object.entries(migrations);
  const texts = schemas.map(([schema, list]) => [schema, ...list.map(String)]);
  return {
    name: `${runPrefix()}_template_${digest(JSON.stringify(texts))}`,
    below: provisioned(),
    add: async (database) => {
      for (const [schema, list] of schemas) await runMigrations(ownerUrlOf(database), schema, list);
    },
  };
}

/** Makes a database like the template, which is made first where no spec wanted it before. */
export async function copy(template: Template, database: string): Promise<void> {
  await asAdmin(async (admin) => {
    // Who comes second waits for the template instead of making another.
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [template.name]);
    const found = 'SELECT 1 FROM pg_database WHERE datname = $1';
    const { rowCount } = await admin.query(found, [template.name]);
    if (rowCount === 0) await make(admin, template);
    await admin.query(`CREATE DATABASE ${database} TEMPLATE ${template.name}`);
    // What is granted on a database is not copied with it.
    const roles = Object.values(appRoles).map(({ role }) => role);
    await admin.query(`GRANT CONNECT ON DATABASE ${database} TO ${roles.join(', ')}`);
  });
}

/** It has its name when it is complete: what failed half-way is no template. */
async function make(admin: pg.Client, { name, below, add }: Template): Promise<void> {
  const draft = `${name}_draft`;
  await admin.query(`DROP DATABASE IF EXISTS ${draft}`);
  if (below !== undefined) await copy(below, draft);
  await add(draft);
  await admin.query(`ALTER DATABASE ${draft} RENAME TO ${name}`);
}

/** Removes a database, whoever is connected to it. */
export async function remove(database: string): Promise<void> {
  await asAdmin((admin) => admin.query(`DROP DATABASE ${database} WITH (FORCE)`));
}

/** Names of databases have no room for more. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);

async function asAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
