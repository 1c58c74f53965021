import { randomBytes, randomUUID } from 'node:crypto';
import { consentMigrations } from '@sandbank/consent';
import { runMigrations } from '@sandbank/platform';
import { testDatabase } from '@sandbank/testing';
import { Grants0010 } from '../src/migrations/0010-grants.js';
import { migrations } from '../src/migrations/index.js';

const before = migrations.slice(0, migrations.indexOf(Grants0010));
const claims = { userinfo: { name: null } };

describe('refresh tokens from before their uses were noted (RFC 9700 4.14.2)', () => {
  it('do not count as idle since their issue, and their claims belong to the grant', async () => {
    const database = await testDatabase({
      migrations: { consent: consentMigrations, authorization_server: before },
    });
    try {
      const grantId = randomUUID();
      const customer = randomUUID();
      await database.query(
        `INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes, created_at,
           updated_at, updated_by, claim_by)
         VALUES ($1, 'harbour', 'app', $2, 'UNCLAIMED', '{openid}', now(), now(), 'client', now())`,
        [grantId, customer],
      );
      await database.query(
        `INSERT INTO authorization_server.refresh_token (reference, bank, client_id, grant_id, customer_id, scope,
           authorization_details, claims, authenticated_at, issued_at, expires_at)
         VALUES ($1, 'harbour', 'app', $2, $3, 'openid', '[]', $4, now() - interval '60 days',
           now() - interval '60 days', now() + interval '30 days')`,
        [randomBytes(32), grantId, customer, JSON.stringify(claims)],
      );
      await runMigrations(database.ownerUrl, 'authorization_server', migrations);
      const rows = await database.query(
        `SELECT r.grant_revision, r.last_used_at > now() - interval '1 hour' AS is_fresh, g.claims
         FROM authorization_server.refresh_token r JOIN consent."grant" g ON g.grant_id = r.grant_id`,
      );
      expect(rows).toEqual([{ grant_revision: 1, is_fresh: true, claims }]);
    } finally {
      await database.drop();
    }
  });
});
