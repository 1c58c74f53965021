import { DataSource, type QueryRunner } from 'typeorm';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  authoriseCtes,
  claimGrantSql,
  clientConsentSql,
  consentMigrations,
  consentsOfGrantSql,
  expireSql,
  expireUnclaimedSql,
  heldGrantSql,
  holdGrantSql,
  moveSql,
  revokeGrantSql,
  tokenStandingSql,
} from '../src/index.js';
import {
  currentConsents,
  endedConsents,
  holdingOfClient,
  oneConsent,
} from '../src/customer-consents.statements.js';

const grants = 10_000;
let database: TestDatabase;
let source: DataSource;
let runner: QueryRunner;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  // Customers of four grants, grants of two consents each, most of them claimed: what the store writes, only many at a time.
  await database.query(`
    INSERT INTO consent."grant" (grant_id, bank, client_id, customer_id, status, scopes, created_at,
      updated_at, updated_by, claim_by, claimed_at)
    SELECT gen_random_uuid(), 'harbour', 'client-' || n % 10, md5((n / 4)::text)::uuid,
      CASE n % 100 WHEN 0 THEN 'UNCLAIMED' ELSE 'ACTIVE' END, '{}',
      now(), now(), 'client', now() + n * interval '1 second', now()
    FROM generate_series(1, ${grants}) n`);
  await database.query(`
    INSERT INTO consent.consent (consent_id, bank, client_id, type, single_use, requested,
      authorise_by, created_at, status, changed_at, changed_by, surface, interaction_id)
    SELECT gen_random_uuid(), bank, client_id, 'urn:x', false, '{}',
      now(), now(), 'AWAITING_AUTHORISATION', now(), 'client:x', 'pushed-request', grant_id
    FROM consent."grant", generate_series(1, 2) n`);
  await database.query(`
    UPDATE consent.consent c SET status = 'AUTHORISED', grant_id = g.grant_id,
      customer_id = g.customer_id, granted = '{"AccountIds":["1","2"]}', expires_at = g.claim_by
    FROM consent."grant" g WHERE g.grant_id = c.interaction_id`);
  await database.query(`
    INSERT INTO consent.revoked_token (slot, digest, expires_at)
    SELECT n % 8, sha256(n::text::bytea), now() FROM generate_series(1, ${grants}) n`);
  await database.query(`
    INSERT INTO consent.withdrawn_client SELECT 'harbour', 'client-' || n
    FROM generate_series(1, ${grants}) n`);
  await database.query('ANALYZE');
  source = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
  runner = source.createQueryRunner();
  await runner.query('SET plan_cache_mode = force_generic_plan');
}, 60_000);
afterAll(async () => {
  await runner.release();
  await source.destroy();
  await database.drop();
});

// Statement, SQL, number of parameters, and every index it may use: of a ring, that of one slot alone.
const hot: readonly (readonly [string, string, number, ...string[]])[] = [
  [
    'authorise',
    `WITH ${authoriseCtes('$1')} SELECT grant_id FROM authorised_grant`,
    1,
    'consent_pkey',
    'grant_pkey',
    'consent_of_grant',
  ],
  ['hold', holdGrantSql, 5, 'grant_pkey'],
  ['findGrant', `SELECT ${heldGrantSql('$1')}`, 1, 'grant_pkey', 'consent_of_grant'],
  ['move', moveSql, 8, 'consent_pkey'],
  ['revokeGrant', revokeGrantSql, 2, 'grant_pkey'],
  ['claimGrant', claimGrantSql('$1', '$2'), 2, 'grant_pkey'],
  ['consentsOfGrant', `SELECT ${consentsOfGrantSql('$1')}`, 1, 'consent_of_grant'],
  [
    'tokenStanding',
    tokenStandingSql(1),
    6,
    'grant_pkey',
    'consent_of_grant',
    'consent_account_pkey',
    'consent_history_pkey',
    'withdrawn_client_pkey',
    'revoked_token_3_pkey',
  ],
  [
    'expire',
    expireSql,
    2,
    'consent_expiring',
    'consent_awaiting',
    'consent_reauthenticating',
    'consent_pkey',
  ],
  ['clientConsent', clientConsentSql('$1'), 1, 'consent_pkey', 'grant_pkey'],
  [
    'customerCurrent',
    currentConsents.text,
    4,
    'consent_of_customer',
    'grant_pkey',
    'consent_history_pkey',
  ],
  [
    'customerEnded',
    endedConsents.text,
    5,
    'consent_of_customer',
    'grant_pkey',
    'consent_history_pkey',
    'consent_pkey',
  ],
  ['customerOne', oneConsent.text, 3, 'consent_pkey', 'grant_pkey', 'consent_history_pkey'],
  ['customerHolding', holdingOfClient.text, 4, 'grant_of_customer'],
  ['expireUnclaimed', expireUnclaimedSql, 2, 'grant_unclaimed', 'grant_pkey'],
];

describe('among many consents', () => {
  it.each(hot)('%s finds its rows by an index', async (name, text, parameters, ...indexes) => {
    await runner.query(`PREPARE ${name} AS ${text}`);
    const slot = name === 'tokenStanding' ? ['3'] : [];
    const values = [...slot, ...Array(Number(parameters) - slot.length).fill('NULL')].join(', ');
    const rows: unknown = await runner.query(`EXPLAIN EXECUTE ${name}(${values})`);
    const plan = (rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']).join('\n');
    const used = [...plan.matchAll(/Index(?: Only)? Scan(?: Backward)? (?:using|on) (\w+)/g)].map(
      ([, index]) => index,
    );
    expect(new Set(used)).toEqual(new Set(indexes));
    expect(plan).not.toMatch(
      /Seq Scan on (consent|"?grant"?|consent_account|revoked_token|withdrawn_client)/,
    );
  });
});
