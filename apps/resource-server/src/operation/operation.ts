import { parsedOrder, type Database } from '@sandbank/platform';
import { z } from 'zod';
import { verifyLedger } from '../ledger/verify/verify-ledger.js';
import { addCustomer } from './add-customer.js';

const orders = {
  'customer.add': addCustomer,
  'ledger.verify': verifyLedger,
} as const satisfies Record<
  string,
  (database: Database, order: unknown, now: Date) => Promise<unknown>
>;

const orderSchema = z.object({
  operation: z.enum(Object.keys(orders) as (keyof typeof orders)[]),
});

/** Carries out what an operator orders of this server. Throws `OrderRefused`. */
export function carryOut(database: Database, order: unknown, now: Date): Promise<unknown> {
  const { operation } = parsedOrder(orderSchema, order);
  return orders[operation](database, order, now);
}
