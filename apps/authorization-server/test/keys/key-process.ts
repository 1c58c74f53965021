import { consentMigrations } from '@sandbank/consent';
import { createLogger, type Queryable, type ServerSettings } from '@sandbank/platform';
import { testDatabase, type TestClock, type TestDatabase } from '@sandbank/testing';
import { IssuerRegistry } from '../../src/issuer/issuer.registry.js';
import { KeyRotation } from '../../src/issuer/key-rotation.js';
import { SigningKeyStore } from '../../src/issuer/signing-key.store.js';
import { migrations } from '../../src/migrations/index.js';

export const secret = Buffer.alloc(32, 7);

/** A database with two banks, for the part of the authorization server that holds keys. */
export async function banksInDatabase(): Promise<TestDatabase> {
  const database = await testDatabase({
    migrations: { consent: consentMigrations, authorization_server: migrations },
  });
  await database.query(
    `INSERT INTO authorization_server.bank (slug, name, tagline, profile, signing_alg)
     SELECT slug, initcap(slug), '', 'fapi2-security-profile', 'ES256'
     FROM unnest(ARRAY['harbour', 'granite']) slug`,
  );
  return database;
}

/** As much of a server process as holds keys; `turn` is what it does every two seconds. */
export class KeyProcess {
  readonly registry: IssuerRegistry;
  /** Statements that were sent, by name. */
  readonly statements: string[] = [];
  databaseIsAway = false;

  constructor(connection: Queryable, clock: TestClock, ownSecret = secret) {
    const settings = {
      SANDBANK_SECRET_FILE: ownSecret,
      SANDBANK_AUTHORIZATION_SERVER_URL: 'https://localhost:1',
      SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:2',
    } as ServerSettings;
    const database: Queryable = {
      query: (statement, values) => {
        this.statements.push(statement.name);
        if (this.databaseIsAway) return Promise.reject(new Error('the database is away'));
        return connection.query(statement, values);
      },
    };
    const store = new SigningKeyStore(database, clock, settings);
    const rotation = new KeyRotation(store, clock);
    const logger = createLogger('keys', 'silent');
    this.registry = new IssuerRegistry(database, store, rotation, clock, settings, logger);
  }

  async start(): Promise<this> {
    await this.registry.onModuleInit();
    return this;
  }

  /** Twice, since a change is taken in at the next look. */
  async turn(): Promise<void> {
    await this.registry.look();
    await this.registry.look();
  }

  async signs(bank = 'harbour'): Promise<string> {
    return (await this.registry.get(bank)).accessTokenKey.kid;
  }

  async publishes(bank = 'harbour'): Promise<readonly (string | undefined)[]> {
    return (await this.registry.get(bank)).publicKeys.map(({ kid }) => kid);
  }
}
