import { jwsAlgorithms } from '@sandbank/crypto';
import {
  parsedOrder,
  refusedOrder,
  statement,
  type Clock,
  type Database,
} from '@sandbank/platform';
import { z } from 'zod';
import { listKeys } from '../issuer/key-commands.js';
import { keyPurposes } from '../issuer/key-life.js';
import { addClients, clientOf, clientsOf, setClientStatus } from './client-registration.js';
import { removeClient } from './client-removal.js';
import { addCustomer, assertUsernameIsFree, newCustomer } from './customer-registration.js';
import { changeKeys } from './key-orders.js';

const bank = z.string().min(1).max(40);
const clientId = z.string().min(1).max(100);
const client = { bank, client_id: clientId };

/** What an operator may order. */
const operationSchema = z.discriminatedUnion('operation', [
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
  z.object({ operation: z.literal('key.list'), bank }),
  z.object({
    operation: z.literal('key.rotate'),
    bank,
    purpose: z.enum(keyPurposes).optional(),
    alg: z.enum(jwsAlgorithms).optional(),
    emergency: z.boolean().default(false),
  }),
  z.object({ operation: z.literal('customer.check'), bank, customer: newCustomer }),
  z.object({ operation: z.literal('customer.add'), bank, customer: newCustomer }),
]);

type Operation = z.output<typeof operationSchema>;

/** What an operation works on. */
export interface Operator {
  readonly database: Database;
  readonly clock: Clock;
  /** The server's secret, under which private keys are sealed. */
  readonly secret: Buffer;
  /** Base URL of the authorization server: an issuer is a bank below it. */
  readonly baseUrl: string;
}

/** Carries out one order, wholly or not at all. Throws `OrderRefused` when it cannot be. */
export async function carryOut(given: unknown, operator: Operator): Promise<unknown> {
  const order: Operation = parsedOrder(operationSchema, given);
  const { database, clock, baseUrl } = operator;
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
      return removeClient(database, order.bank, order.client_id, clock.now());
    case 'client.freeze':
      return setClientStatus(database, order.bank, order.client_id, 'frozen');
    case 'client.thaw':
      return setClientStatus(database, order.bank, order.client_id, 'active');
    case 'key.list':
      return listKeys(operator, order.bank);
    case 'key.rotate':
      return changeKeys(operator, order, order.emergency);
    case 'customer.check':
      return assertUsernameIsFree(database, order.bank, order.customer);
    case 'customer.add':
      return {
        issuer,
        password: await addCustomer(database, order.bank, order.customer),
      };
  }
}

const banks = statement('operation.banks', 'SELECT slug FROM authorization_server.bank ORDER BY 1');

async function assertBankExists(database: Database, slug: string): Promise<void> {
  const slugs = (await database.query<{ slug: string }>(banks)).map((row) => row.slug);
  if (slugs.includes(slug)) return;
  throw refusedOrder(`there is no bank ${slug}; there is ${slugs.join(', ') || 'none'}`);
}
