import { parsedOrder, type Database, type Report } from '@sandbank/platform';
import { z } from 'zod';
import { listEvents, replayed } from '../events/event-orders.js';
import { listEventKeys, rotateEventKeys } from '../events/keys/event-key-orders.js';
import { verifyLedger } from '../ledger/verify/verify-ledger.js';
import { addCustomer } from './add-customer.js';
import { changeAccount } from './change-account.js';
import { generate } from './generate-customers.js';

const orders = {
  'account.close': changeAccount,
  'account.disable': changeAccount,
  'account.reopen': changeAccount,
  'customer.add': addCustomer,
  'customer.generate': generate,
  'event.list': listEvents,
  'event.replay': replayed,
  'key.list': listEventKeys,
  'key.rotate': rotateEventKeys,
  'ledger.verify': verifyLedger,
} as const satisfies Record<
  string,
  (
    database: Database,
    order: unknown,
    now: Date,
    secret: Buffer,
    report: Report,
  ) => Promise<unknown>
>;

const orderSchema = z.object({
  operation: z.enum(Object.keys(orders) as (keyof typeof orders)[]),
});

/** Carries out what an operator orders of this server; `secret` is the server's own. Throws `OrderRefused`. */
export function carryOut(
  database: Database,
  order: unknown,
  now: Date,
  secret: Buffer,
  report: Report,
): Promise<unknown> {
  const { operation } = parsedOrder(orderSchema, order);
  return orders[operation](database, order, now, secret, report);
}
