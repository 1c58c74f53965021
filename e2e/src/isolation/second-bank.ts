import { createPool } from '@sandbank/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const tables = ['authorization_server.bank', 'resource_server.bank'];

/** Opens one more bank in a running sandbox, like the one there is but for its names; banks are rows. */
export const openSecondBank = async (home: string, like: string, slug: string): Promise<void> => {
  const { database } = JSON.parse(readFileSync(join(home, 'ports.json'), 'utf8')) as {
    database: number;
  };
  const password = readFileSync(join(home, 'secrets', 'postgres.password'), 'utf8').trim();
  const pool = createPool(`postgres://sandbank:${password}@127.0.0.1:${database}/sandbank`, 1);
  try {
    for (const table of tables)
      await pool.query(
        `INSERT INTO ${table}
         SELECT (jsonb_populate_record(b, jsonb_strip_nulls(jsonb_build_object('slug', $2::text,
           'name', 'Bank ' || $2::text, 'issuer',
           regexp_replace(to_jsonb(b) ->> 'issuer', $1::text || '$', $2::text))))).*
         FROM ${table} b WHERE slug = $1 ON CONFLICT (slug) DO NOTHING`,
        [like, slug],
      );
  } finally {
    await pool.end();
  }
};
