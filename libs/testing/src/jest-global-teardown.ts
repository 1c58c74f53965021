import pg from 'pg';
import type {} from './jest-global-setup.ts';

/** Stops the PostgreSQL that the setup started; its data go with it. A server of somebody else keeps nothing of the run. */
export default async function stopDatabase(): Promise<void> {
  const own = globalThis.sandbankTestPostgres;
  await (own === undefined ? forgetRun() : own.stop());
}

async function forgetRun(): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['SANDBANK_TEST_DATABASE_URL'] });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
      [`sandbank_test_${process.env['SANDBANK_TEST_RUN'] ?? ''}_`],
    );
    for (const { name } of rows) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}
