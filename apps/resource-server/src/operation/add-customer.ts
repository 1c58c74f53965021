import { parsedOrder, refusedOrder, statement, type Database } from '@sandbank/platform';
import { z } from 'zod';
import { plant, type Planted } from '../seed/plant.js';
import { seedSchema } from '../seed/seed-file.schema.js';

/** What an operator may order here: a customer of a bank, with accounts and habits as a persona has them. */
const orderSchema = z.object({
  operation: z.literal('customer.add'),
  bank: z.string().min(1).max(40),
  customer: z.looseObject({}),
  /** What generated transactions grow from. */
  seed: z.string().min(1),
});

const findBank = statement(
  'operation.bank',
  'SELECT slug, name, issuer, profile FROM resource_server.bank WHERE slug = $1',
);

/** Opens the accounts of a new customer and lives their last months. Throws `OrderRefused`. */
export async function addCustomer(database: Database, given: unknown, now: Date): Promise<Planted> {
  const { bank: slug, customer, seed } = parsedOrder(orderSchema, given);
  const [row] = await database.query(findBank, [slug]);
  if (row === undefined) throw refusedOrder(`there is no bank ${slug}`);
  const customers = [{ ...customer, bank: slug }];
  const planned = parsedOrder(seedSchema, { banks: [row], customers, seed });
  return plant(database, planned, now);
}
