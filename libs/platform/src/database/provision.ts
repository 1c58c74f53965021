import pg from 'pg';
import { withPassword } from './database.module.js';

/** The schemas of the product and the role that works in each. */
export const appRoles = {
  authorizationServer: { role: 'sandbank_authorization_server', schema: 'authorization_server' },
  resourceServer: { role: 'sandbank_resource_server', schema: 'resource_server' },
  directory: { role: 'sandbank_directory', schema: 'directory' },
  tppPortal: { role: 'sandbank_tpp_portal', schema: 'tpp_portal' },
  /** Reads the governance record, for exports; nothing else, and nothing written. */
  auditor: { role: 'sandbank_auditor', schema: 'audit' },
} as const;

export type AppName = keyof typeof appRoles;

export interface Provisioning {
  /** URL of a role that may create databases and roles. */
  readonly adminUrl: string;
  /** Name of the database; made when it is missing. */
  readonly database: string;
  readonly passwords: Readonly<Record<AppName, string>>;
}

const oldestVersion = 140_000;

/**
 * Creates database, roles and schemas where they are missing and sets the roles' passwords.
 * Resolves to the owner's URL of the database. Throws on PostgreSQL older than 14.
 */
export async function provisionDatabase(provisioning: Provisioning): Promise<string> {
  const { adminUrl, database, passwords } = provisioning;
  await connected(adminUrl, async (admin) => {
    await requireVersion(admin);
    // Roles and databases belong to the whole cluster, so starts that overlap take turns.
    await admin.query("SELECT pg_advisory_lock(hashtext('sandbank:provision'))");
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (found.rowCount === 0) {
      await admin.query(
        `CREATE DATABASE ${admin.escapeIdentifier(database)} ENCODING 'UTF8' TEMPLATE template0`,
      );
    }
    for (const app of Object.keys(appRoles) as AppName[]) {
      await provisionRole(admin, appRoles[app].role, passwords[app]);
    }
  });
  const owner = new URL(adminUrl);
  owner.pathname = `/${encodeURIComponent(database)}`;
  await connected(owner.href, (client) => provisionSchemas(client, database));
  return owner.href;
}

/** The URL with which an app's own role connects to the database that `ownerUrl` names. */
export function appUrl(ownerUrl: string, app: AppName, password?: string): string {
  const url = new URL(ownerUrl);
  url.username = appRoles[app].role;
  url.password = '';
  return withPassword(url.href, password);
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  const version = Number(rows[0]?.version);
  if (version >= oldestVersion) return;
  throw new Error(`PostgreSQL 14 or newer is needed; this one is ${Math.floor(version / 10_000)}`);
}

async function provisionRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const secret = client.escapeLiteral(password);
  // An administrator who is no superuser may give a new role its rights, but not repeat them on an old one.
  await client.query(
    found.rowCount === 0
      ? `CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${secret}`
      : `ALTER ROLE ${role} LOGIN PASSWORD ${secret}`,
  );
}

async function provisionSchemas(client: pg.Client, database: string): Promise<void> {
  await client.query('SELECT pg_advisory_lock(hashtext($1))', ['sandbank:provision']);
  const name = client.escapeIdentifier(database);
  await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
  for (const { role, schema } of Object.values(appRoles)) {
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${role}`);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
  }
  await client.query('CREATE SCHEMA IF NOT EXISTS consent');
  await client.query(
    `GRANT USAGE ON SCHEMA consent TO ${appRoles.authorizationServer.role}, ${appRoles.resourceServer.role}`,
  );
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
