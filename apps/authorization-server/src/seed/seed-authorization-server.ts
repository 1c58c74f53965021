import { hashPassword, passwordMatches, statement, type Queryable } from '@sandbank/platform';
import { maskedPhoneOf } from '../customer/masked-phone.js';
import type { SeedFile } from './seed-file.js';

const upsertBank = statement(
  'seed.bank',
  `INSERT INTO authorization_server.bank
     (slug, name, tagline, profile, signing_alg, key_rotation_days, reauthentication_days)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (slug) DO UPDATE
   SET name = $2, tagline = $3, profile = $4, signing_alg = $5, key_rotation_days = $6,
     reauthentication_days = $7`,
);

const upsertClient = statement(
  'seed.client',
  `INSERT INTO authorization_server.client AS client (bank, client_id, metadata, status)
   VALUES ($1, $2, $3, 'active') ON CONFLICT (bank, client_id) DO UPDATE
   SET metadata = $3 WHERE client.metadata <> $3`,
);

const findCustomer = statement(
  'seed.find_customer',
  'SELECT password_hash FROM authorization_server.customer WHERE id = $1',
);

const upsertCustomer = statement(
  'seed.customer',
  `INSERT INTO authorization_server.customer (id, bank, username, name, phone, password_hash, fixed_code)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE
   SET username = $3, name = $4, phone = $5, password_hash = $6, fixed_code = $7`,
);

/** Brings banks, customers and clients to what the file says; a second run changes nothing. */
export async function seedAuthorizationServer(database: Queryable, seed: SeedFile): Promise<void> {
  for (const bank of seed.banks) {
    const { slug, name, tagline, profile, signing_alg: alg, key_rotation_days: days } = bank;
    const values = [slug, name, tagline, profile, alg, days, bank.reauthentication_days];
    await database.query(upsertBank, values);
  }
  for (const customer of seed.customers) await seedCustomer(database, customer);
  for (const { bank, ...metadata } of seed.clients) {
    await database.query(upsertClient, [bank, metadata.client_id, JSON.stringify(metadata)]);
  }
}

async function seedCustomer(
  database: Queryable,
  customer: SeedFile['customers'][number],
): Promise<void> {
  const { id, bank, username, name, password, code } = customer;
  const [known] = await database.query<{ password_hash: string }>(findCustomer, [id]);
  const fits = await passwordMatches(known?.password_hash, password);
  const hash = fits && known !== undefined ? known.password_hash : await hashPassword(password);
  await database.query(upsertCustomer, [id, bank, username, name, maskedPhoneOf(id), hash, code]);
}
