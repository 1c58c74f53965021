import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import {
  createPool,
  Database,
  loadConfig,
  runMain,
  serverSettings,
  withPassword,
} from '@sandbank/platform';
import { seedFile } from './participants/seed-file.js';
import { seedParticipants } from './participants/seed-participants.js';

const settings = serverSettings.pick({
  SANDBANK_DATABASE_URL: true,
  SANDBANK_DATABASE_PASSWORD_FILE: true,
});

runMain(async () => {
  const { SANDBANK_DATABASE_URL: url, SANDBANK_DATABASE_PASSWORD_FILE: password } =
    loadConfig(settings);
  const pool = createPool(withPassword(url, password));
  try {
    const seed = seedFile.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
    await seedParticipants(new Database(pool), seed);
  } finally {
    await pool.end();
  }
});
