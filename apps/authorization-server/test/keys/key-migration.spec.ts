import { consentMigrations } from '@sandbank/consent';
import { generateSigningKey, seal } from '@sandbank/crypto';
import { runMigrations } from '@sandbank/platform';
import { TestClock, testDatabase } from '@sandbank/testing';
import { keyFor } from '../../src/config.js';
import { KeyRotation0005 } from '../../src/migrations/0005-key-rotation.js';
import { migrations } from '../../src/migrations/index.js';
import { KeyProcess, secret } from './key-process.js';

const rotationAt = migrations.indexOf(KeyRotation0005);

describe('a database from before keys were rotated', () => {
  it('keeps its keys, which go on to sign', async () => {
    const database = await testDatabase({
      migrations: {
        consent: consentMigrations,
        authorization_server: migrations.slice(0, rotationAt),
      },
    });
    try {
      await database.query(
        `INSERT INTO authorization_server.bank (slug, name, tagline, profile, signing_alg)
         VALUES ('harbour', 'Harbour', '', 'fapi2-security-profile', 'ES256')`,
      );
      const { privateJwk, publicJwk } = await generateSigningKey('ES256');
      const sealingKey = keyFor({ SANDBANK_SECRET_FILE: secret }, 'signing-keys-at-rest');
      await database.query(
        `INSERT INTO authorization_server.signing_key
           (kid, bank, purpose, alg, public_jwk, sealed_private_jwk, created_at)
         VALUES ($1, 'harbour', 'access_token', 'ES256', $2, $3, '2026-01-01T00:00:00Z')`,
        [
          publicJwk.kid,
          JSON.stringify(publicJwk),
          seal(sealingKey, JSON.stringify(privateJwk), publicJwk.kid!),
        ],
      );
      await runMigrations(database.ownerUrl, 'authorization_server', migrations);
      const clock = new TestClock('2026-03-01T12:00:00Z');
      const app = database.connect('authorizationServer');
      const process = await new KeyProcess(app, clock).start();
      expect(await process.signs()).toBe(publicJwk.kid);
      expect(await process.publishes()).toHaveLength(7);
    } finally {
      await database.drop();
    }
  });
});
