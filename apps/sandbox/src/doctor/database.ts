import pg from 'pg';
import { wordsOf } from '../launcher-error.js';
import { rememberedPorts } from '../settle-ports.js';
import { accepts } from '../commands/status.js';
import type { HealthCheck, Problem } from './check.js';

const versionMin = 140_000;
const connectMillisecondsMax = 5000;

/** Whether the database answers, and whether somebody else's is new enough and lets us work. */
export const database: HealthCheck = {
  title: 'database',
  async examine({ home, launcher, databaseUrl }) {
    if (databaseUrl !== undefined) return examineExternal(databaseUrl);
    const ports = await rememberedPorts(home);
    if (launcher === undefined || ports === undefined || (await accepts(ports.database))) return [];
    const cure = `see ${home.databaseLog}, then stop and start the sandbox`;
    return [{ what: `PostgreSQL does not answer at port ${ports.database}`, cure }];
  },
};

async function examineExternal(url: string): Promise<Problem[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMillisecondsMax,
  });
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(
      `SELECT current_setting('server_version_num')::int AS version,
              rolsuper OR (rolcreatedb AND rolcreaterole) AS able
         FROM pg_roles WHERE rolname = current_user`,
    );
    return externalProblems(rows[0]);
  } catch (error) {
    const cure = 'check SANDBANK_DATABASE_URL and that its server runs';
    return [{ what: `SANDBANK_DATABASE_URL cannot be used: ${wordsOf(error)}`, cure }];
  } finally {
    await client.end().catch(() => undefined);
  }
}

interface Facts {
  readonly version: number;
  readonly able: boolean;
}

export function externalProblems(facts: Facts | undefined): Problem[] {
  const problems: Problem[] = [];
  if (facts === undefined) return problems;
  if (facts.version < versionMin) {
    const major = Math.floor(facts.version / 10_000);
    const what = `the PostgreSQL of SANDBANK_DATABASE_URL is version ${major}; 14 or newer is needed`;
    problems.push({ what, cure: 'use a newer one, or unset it for the embedded one' });
  }
  if (!facts.able) {
    const what = 'the role of SANDBANK_DATABASE_URL may not create databases and roles';
    problems.push({ what, cure: 'as a superuser: ALTER ROLE … CREATEDB CREATEROLE' });
  }
  return problems;
}
