import { randomUUID } from 'node:crypto';
import { auditMigrations, runMigrations } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import { consentMigrations } from '../src/index.js';

interface Row {
  readonly event: string;
  readonly body: Record<string, unknown>;
  readonly person: string | null;
}

const [consentId, grantId, customer] = [randomUUID(), randomUUID(), randomUUID()];
const recorded = (database: TestDatabase) =>
  database.query<Row>('SELECT * FROM audit.event ORDER BY written_by, seq');

const lodge = (database: TestDatabase) =>
  database.query(
    `INSERT INTO consent.consent (consent_id, bank, client_id, type, requested, single_use,
       authorise_by, created_at, status, changed_at, changed_by, surface)
     VALUES ($1, 'harbour', 'client-x', 'urn:x', '{"secret":"words"}', false, now(), now(),
       'AWAITING_AUTHORISATION', now(), 'client:client-x', 'pushed-request')`,
    [consentId],
  );
const grant = (database: TestDatabase) =>
  database.query(
    `INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes, created_at,
       updated_at, updated_by, claim_by)
     VALUES ($1, 'harbour', 'client-x', $2, 'UNCLAIMED', '{accounts}', now(), now(), 'client', now())`,
    [grantId, customer],
  );
const authorise = `UPDATE consent.consent SET status = 'AUTHORISED', grant_id = $2, customer_id = $3::uuid,
  granted = '{"AccountIds":["acc-1"]}', changed_at = now(), changed_by = 'customer:' || $3::text,
  surface = 'consent-page' WHERE consent_id = $1`;

describe('a database from before there was a record', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    const recordAt = consentMigrations.findIndex(
      (one) => (one as { name: string }).name === 'GovernanceRecord0007',
    );
    expect(recordAt).toBeGreaterThan(0);
    database = await testDatabase({
      migrations: { consent: consentMigrations.slice(0, recordAt) },
    });
    await database.query('DROP SCHEMA audit CASCADE');
    await grant(database);
    await lodge(database);
    await database.query(`CREATE SCHEMA audit`);
    await runMigrations(database.ownerUrl, 'audit', auditMigrations);
    await runMigrations(database.ownerUrl, 'consent', consentMigrations);
  }, 60_000);
  afterAll(() => database.drop());

  it('keeps its data, and tells from then on of every step, once and by whom', async () => {
    expect(await recorded(database)).toEqual([]);
    await database.query(authorise, [consentId, grantId, customer]);
    await database.query(
      `UPDATE consent."grant" SET status = 'ACTIVE', claimed_at = now(), updated_at = now() WHERE grant_id = $1`,
      [grantId],
    );
    // What changes nothing is not told.
    await database.query(`UPDATE consent."grant" SET updated_at = now() WHERE grant_id = $1`, [
      grantId,
    ]);
    await database.query(
      `UPDATE consent."grant" SET status = 'REVOKED', updated_at = now(), changed_by = 'operator:command',
         surface = 'operator', reason = 'asked to' WHERE grant_id = $1`,
      [grantId],
    );
    const rows = await recorded(database);
    expect(
      rows.map(({ event, body }) => [event, body['from'], body['to'], body['by'], body['surface']]),
    ).toEqual([
      ['consent.changed', 'AWAITING_AUTHORISATION', 'AUTHORISED', 'customer', 'consent-page'],
      ['grant.changed', 'UNCLAIMED', 'ACTIVE', expect.any(String), expect.any(String)],
      ...[
        ['consent.changed', 'AUTHORISED', 'REVOKED', 'operator:command', 'operator'],
        ['grant.changed', 'ACTIVE', 'REVOKED', 'operator:command', 'operator'],
      ],
    ]);
    expect(JSON.stringify(rows.map(({ body }) => body))).not.toMatch(
      new RegExp(`${customer}|acc-1|words`),
    );
    expect(new Set(rows.map(({ person }) => person)).size).toBe(1);
  });

  it('tells nothing of what was taken back', async () => {
    const before = await recorded(database);
    await expect(
      database.query(
        `WITH moved AS (UPDATE consent.consent SET status = 'AUTHORISED' WHERE consent_id = $1 RETURNING 1)
         SELECT 1 / (SELECT count(*) - 1 FROM moved)`,
        [consentId],
      ),
    ).rejects.toThrow();
    expect(await recorded(database)).toEqual(before);
  });
});
