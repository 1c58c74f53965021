import { statement, type Database } from '@sandbank/platform';
import { z } from 'zod';
import { addClients, clientOf, clientsOf, setClientStatus } from './client-registration.js';
import { removeClient } from './client-removal.js';
import { addCustomer, assertUsernameIsFree, parsedCustomer } from './customer-registration.js';
import { OperationRefused, refused } from './problem.js';

const bank = z.string().min(1).max(40);
const clientId = z.string().min(1).max(100);
const client = { bank, client_id: clientId };

/** What an operator may order. */
export const operationSchema = z.discriminatedUnion('operation', [
  z.object({
    operation: z.literal('client.add'),
    bank,
    metadata: z.unknown(),
    replace: z.boolean().default(false),
  }),
  z.object({ operation: z.literal('client.list'), bank }),
  z.object({ operation: z.literal('client.show'), ...client }),
  z.object({ operation: z.literal('client.remove'), ...client }),
  z.object({ operation: z.literal('client.freeze'), ...client }),
  z.object({ operation: z.literal('client.thaw'), ...client }),
  z.object({ operation: z.literal('customer.check'), bank, customer: z.unknown() }),
  z.object({ operation: z.literal('customer.add'), bank, customer: z.unknown() }),
]);

export type Operation = z.output<typeof operationSchema>;

/** What an operation works on. */
export interface Operator {
  readonly database: Database;
  readonly now: Date;
  /** Base URL of the authorization server: an issuer is a bank below it. */
  readonly baseUrl: string;
}

/** Carries out one order, wholly or not at all. Throws `OperationRefused` when it cannot be. */
export async function carryOut(order: Operation, operator: Operator): Promise<unknown> {
  const { database, now, baseUrl } = operator;
  await assertBankExists(database, order.bank);
  const issuer = `${baseUrl}/${order.bank}`;
  switch (order.operation) {
    case 'client.add': {
      const clients = await addClients(database, order.bank, order.metadata, order.replace);
      return clients.map((metadata) => ({ issuer, ...metadata }));
    }
    case 'client.list':
      return clientsOf(database, order.bank);
    case 'client.show': {
      const { metadata, status } = await clientOf(database, order.bank, order.client_id);
      return { issuer, status, ...metadata };
    }
    case 'client.remove':
      return removeClient(database, order.bank, order.client_id, now);
    case 'client.freeze':
      return setClientStatus(database, order.bank, order.client_id, 'frozen');
    case 'client.thaw':
      return setClientStatus(database, order.bank, order.client_id, 'active');
    case 'customer.check':
      return assertUsernameIsFree(database, order.bank, parsedCustomer(order.customer));
    case 'customer.add':
      return {
        issuer,
        password: await addCustomer(database, order.bank, parsedCustomer(order.customer)),
      };
  }
}

const banks = statement('operation.banks', 'SELECT slug FROM authorization_server.bank ORDER BY 1');

async function assertBankExists(database: Database, slug: string): Promise<void> {
  const slugs = (await database.query<{ slug: string }>(banks)).map((row) => row.slug);
  if (slugs.includes(slug)) return;
  throw refused(`there is no bank ${slug}; there is ${slugs.join(', ') || 'none'}`);
}

/** An order as it arrives. Throws `OperationRefused` for one that is none. */
export function parsedOperation(given: unknown): Operation {
  const parsed = operationSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new OperationRefused(
    parsed.error.issues.map(({ path, message }) => ({ member: path.join('.'), message })),
  );
}
