import { randomBytes } from 'node:crypto';
import {
  hashPassword,
  refusedOrder,
  statement,
  type OrderRefused,
  type Queryable,
} from '@sandbank/platform';
import { z } from 'zod';
import { maskedPhoneOf } from '../customer/masked-phone.js';

const insertCustomer = statement(
  'operation.insert_customer',
  `INSERT INTO authorization_server.customer (id, bank, username, name, phone, password_hash, fixed_code)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
);

const findUsername = statement(
  'operation.find_username',
  'SELECT 1 FROM authorization_server.customer WHERE bank = $1 AND username = $2',
);

/** A customer as an operator describes them. */
export const newCustomer = z.object({
  id: z.uuid(),
  username: z.string().regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-'),
  name: z.string().trim().min(1).max(100),
  password: z.string().min(8).max(128).optional(),
  code: z
    .string()
    .regex(/^\d{6}$/, 'must be six digits')
    .optional(),
});

export type NewCustomer = z.output<typeof newCustomer>;

const taken = (bank: string, username: string): OrderRefused =>
  refusedOrder(`${bank} has a customer ${username} already`, 'username');

/** Throws `OrderRefused` unless the user name is free. */
export async function assertUsernameIsFree(
  database: Queryable,
  bank: string,
  { username }: NewCustomer,
): Promise<void> {
  const rows = await database.query(findUsername, [bank, username]);
  if (rows.length > 0) throw taken(bank, username);
}

/** Lets a customer sign in; resolves to the password, which is kept nowhere but here and as a hash. */
export async function addCustomer(
  database: Queryable,
  bank: string,
  customer: NewCustomer,
): Promise<string> {
  const { id, username, name, password = randomBytes(12).toString('base64url'), code } = customer;
  const hash = await hashPassword(password);
  const values = [id, bank, username, name, maskedPhoneOf(id), hash, code ?? null];
  const rows = await database.query(insertCustomer, values);
  if (rows.length === 0) throw taken(bank, username);
  return password;
}
