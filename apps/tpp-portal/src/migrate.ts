import { loadConfig, runMain, runMigrations } from '@sandbank/platform';
import { z } from 'zod';
import { tppPortalMigrations } from './migrations/index.js';

runMain(async () => {
  const settings = loadConfig(z.object({ SANDBANK_DATABASE_URL: z.string() }));
  const done = await runMigrations(
    settings.SANDBANK_DATABASE_URL,
    'tpp_portal',
    tppPortalMigrations,
  );
  process.stdout.write(`${JSON.stringify({ schema: 'tpp_portal', ran: done })}\n`);
});
