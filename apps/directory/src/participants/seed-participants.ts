import { statement, type Queryable } from '@sandbank/platform';
import type { SeedFile } from './seed-file.js';

const upsert = statement(
  'participant.seed',
  `WITH given AS (
     SELECT * FROM jsonb_to_recordset($1::jsonb)
       AS g(slug text, organisation text, issuer text, api_base text, mtls_api_base text)),
   gone AS (
     DELETE FROM directory.participant WHERE issuer NOT IN (SELECT issuer FROM given))
   INSERT INTO directory.participant
     (issuer, slug, organisation, api_base, mtls_api_base, jwks_uri, registration_endpoint, status)
   SELECT issuer, slug, organisation, api_base, mtls_api_base, issuer || '/jwks',
     issuer || '/register', 'unreachable' FROM given
   ON CONFLICT (issuer) DO UPDATE SET slug = EXCLUDED.slug, organisation = EXCLUDED.organisation,
     api_base = EXCLUDED.api_base, mtls_api_base = EXCLUDED.mtls_api_base`,
);

/** Lists exactly these banks; what was learnt of those that stay is kept. */
export async function seedParticipants(database: Queryable, seed: SeedFile): Promise<void> {
  await database.query(upsert, [JSON.stringify(seed.participants)]);
}
