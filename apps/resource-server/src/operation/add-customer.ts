import { statement, type Database } from '@sandbank/platform';
import { z } from 'zod';
import type { Planted } from '../seed/plant.js';
import { plant } from '../seed/plant.js';
import { bankSchema, seedSchema } from '../seed/persona.js';

/** What an operator may order here: a customer of a bank, with accounts and habits as a persona has them. */
export const addCustomerSchema = z.object({
  operation: z.literal('customer.add'),
  bank: z.string().min(1).max(40),
  customer: z.looseObject({}),
  /** What generated transactions grow from. */
  seed: z.string().min(1),
});

export type AddCustomer = z.output<typeof addCustomerSchema>;

const findBank = statement(
  'operation.bank',
  'SELECT slug, name, issuer, profile FROM resource_server.bank WHERE slug = $1',
);

/** Opens the accounts of a new customer and lives their last months. Throws `ZodError` or `RangeError` for a bad order. */
export async function addCustomer(
  database: Database,
  { bank: slug, customer, seed }: AddCustomer,
  now: Date,
): Promise<Planted> {
  const [row] = await database.query(findBank, [slug]);
  if (row === undefined) throw new RangeError(`there is no bank ${slug}`);
  const customers = [{ ...customer, bank: slug }];
  const planned = seedSchema.parse({ banks: [bankSchema.parse(row)], customers, seed });
  return plant(database, planned, now);
}
