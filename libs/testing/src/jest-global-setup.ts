import { randomBytes } from 'node:crypto';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

declare global {
  var sandbankTestPostgres: EmbeddedPostgres | undefined;
}

/**
 * One real PostgreSQL for the whole run; its URL reaches the workers through the environment.
 * With `SANDBANK_TEST_DATABASE_URL` set, that server (superuser URL, PostgreSQL ≥ 14) is used instead.
 */
export default async function startDatabase(): Promise<void> {
  process.env['SANDBANK_TEST_RUN'] = randomBytes(4).toString('hex');
  if (process.env['SANDBANK_TEST_DATABASE_URL'] !== undefined) return;
  globalThis.sandbankTestPostgres = await startEmbeddedPostgres();
  process.env['SANDBANK_TEST_DATABASE_URL'] = globalThis.sandbankTestPostgres.adminUrl;
}
