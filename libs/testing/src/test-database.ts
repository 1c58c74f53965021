import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { appUrl, createPool, Database, type AppName } from '@sandbank/platform';
import {
  copy,
  digest,
  migrated,
  ownerUrlOf,
  passwordOf,
  remove,
  runPrefix,
  type SchemaMigrations,
  type Template,
} from './database-template.js';

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

/** What is in a database from the start. */
export interface DatabaseWish {
  readonly migrations: SchemaMigrations;
  readonly rows?: FirstRows;
}

/** Rows that are the same in every spec that begins with them. */
export interface FirstRows {
  /** Whoever writes other rows gives them another name. */
  readonly name: string;
  readonly write: (database: TestDatabase) => Promise<unknown>;
}

/**
 * Makes an isolated database on the PostgreSQL of this test run. Migrations and first rows are written once in a run;
 * each database that begins with them is a copy.
 */
export async function testDatabase({ migrations, rows }: DatabaseWish): Promise<TestDatabase> {
  const template = migrated(migrations);
  const name = `${runPrefix()}_${randomUUID().replaceAll('-', '')}`;
  await copy(rows === undefined ? template : filled(template, rows), name);
  return opened(name).database;
}

const filled = (below: Template, { name, write }: FirstRows): Template => ({
  name: `${below.name}_${digest(name)}`,
  below,
  add: async (draft) => {
    const { database, close } = opened(draft);
    try {
      await write(database);
    } finally {
      await close();
    }
  },
});

function opened(name: string): { database: TestDatabase; close: () => Promise<void> } {
  const ownerUrl = ownerUrlOf(name);
  const url = (app: AppName): string => appUrl(ownerUrl, app, passwordOf(app));
  const pools: Pool[] = [];
  const pool = (target: string, maxConnections?: number): Pool => {
    const made = createPool(target, maxConnections);
    pools.push(made);
    return made;
  };
  const owner = pool(ownerUrl, 2);
  const close = async (): Promise<void> => {
    await Promise.all(pools.map((each) => each.end()));
  };
  const database: TestDatabase = {
    ...{ name, ownerUrl, url, password: passwordOf },
    connect: (app, maxConnections) =>
      new Database(pool(app === 'owner' ? ownerUrl : url(app), maxConnections)),
    query: async <R>(text: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await owner.query(text, [...values])).rows as R[],
    drop: async () => {
      await close();
      await remove(name);
    },
  };
  return { database, close };
}
