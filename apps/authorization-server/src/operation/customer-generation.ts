import {
  generatedCustomer,
  hashPassword,
  loadCustomersMax,
  loadSeedPattern,
  statement,
  type Database,
} from '@sandbank/platform';
import { z } from 'zod';
import { maskedPhoneOf } from '../customer/masked-phone.js';

/** Customers in numbers, who all have the same password and the same code. */
export const newLoad = {
  count: z.int().min(1).max(loadCustomersMax),
  seed: z.string().regex(loadSeedPattern, 'must be 1 to 30 small letters, digits and dashes'),
  password: z.string().min(8).max(128),
  code: z.string().regex(/^\d{6}$/, 'must be six digits'),
};

/** What an operator asks for. */
export interface LoadOrder {
  readonly bank: string;
  readonly count: number;
  readonly seed: string;
  readonly password: string;
  readonly code: string;
}

const customersPerStatement = 5000;

const insertCustomers = statement(
  'operation.insert_customers',
  `INSERT INTO authorization_server.customer (id, bank, username, name, phone, password_hash, fixed_code)
   SELECT c.id, $2, c.username, c.name, c.phone, $3, $4
   FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, username text, name text, phone text)
   ON CONFLICT DO NOTHING RETURNING 1`,
);

/**
 * Lets generated customers sign in; resolves to how many could not before. The password is hashed once: who knows it
 * for one of them knows it for all, as it is documented.
 */
export async function generateSignIns(
  database: Database,
  { bank, count, seed, password, code }: LoadOrder,
): Promise<{ readonly added: number }> {
  const hash = await hashPassword(password);
  let added = 0;
  for (let first = 0; first < count; first += customersPerStatement) {
    const length = Math.min(customersPerStatement, count - first);
    const rows = Array.from({ length }, (_, step) => {
      const { id, username, name } = generatedCustomer(bank, seed, first + step);
      return { id, username, name, phone: maskedPhoneOf(id) };
    });
    const values = [JSON.stringify(rows), bank, hash, code];
    added += (await database.query(insertCustomers, values)).length;
  }
  return { added };
}
