import {
  loadCustomersMax,
  loadSeedPattern,
  parsedOrder,
  statement,
  unknownInOrder,
  type Database,
  type Report,
} from '@sandbank/platform';
import { z } from 'zod';
import { generateCustomers, type Generated } from '../seed/generate/generate.js';

const orderSchema = z.object({
  operation: z.literal('customer.generate'),
  bank: z.string().min(1).max(40),
  count: z.int().min(1).max(loadCustomersMax),
  transactions: z.int().min(0).max(10_000_000),
  seed: z.string().regex(loadSeedPattern, 'must be 1 to 30 small letters, digits and dashes'),
});

const findBank = statement(
  'operation.bank_of_load',
  'SELECT 1 FROM resource_server.bank WHERE slug = $1',
);

/** Makes customers in numbers, with accounts and transactions, for tests under load. Throws `OrderRefused`. */
export async function generate(
  database: Database,
  given: unknown,
  now: Date,
  _secret: Buffer,
  report: Report,
): Promise<Generated> {
  const { bank, count: customers, transactions, seed } = parsedOrder(orderSchema, given);
  const rows = await database.query(findBank, [bank]);
  if (rows.length === 0) throw unknownInOrder(`there is no bank ${bank}`);
  return generateCustomers(database, { bank, seed, customers, transactions }, now, report);
}
