import type { Act } from '@sandbank/consent';
import { jwsAlgorithms } from '@sandbank/crypto';
import {
  parsedOrder,
  statement,
  unknownInOrder,
  type Clock,
  type Database,
} from '@sandbank/platform';
import { z } from 'zod';
import { listKeys } from '../issuer/key-commands.js';
import { keyPurposes } from '../issuer/key-life.js';
import { erasePerson, exportRecord } from './audit-orders.js';
import { addClients, clientOf, clientsOf, type ClientOfBank } from './client-registration.js';
import { removeClient } from './client-removal.js';
import { setClientStatus } from './client-status.js';
import { changeConsent, revokeGrant } from './consent-orders.js';
import { generateSignIns, newLoad } from './customer-generation.js';
import { addCustomer, assertUsernameIsFree, newCustomer } from './customer-registration.js';
import { changeKeys } from './key-orders.js';

const bank = z.string().min(1).max(40);
/** Letters as they read, which the database can keep: no control characters, no marks that turn a text around. */
const readable = (lengthMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]*$/u, 'must be printable characters on one line');
const clientId = readable(100);
const client = { bank, client_id: clientId };

/** Why an operator does something, for those who read the history. */
export const reasonGiven = readable(200);
const withReason = { reason: reasonGiven.optional() };
const consent = { bank, consent_id: z.uuid(), ...withReason };

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
  z.object({ operation: z.literal('client.freeze'), ...client, ...withReason }),
  z.object({ operation: z.literal('client.thaw'), ...client, ...withReason }),
  z.object({ operation: z.literal('consent.suspend'), ...consent }),
  z.object({ operation: z.literal('consent.resume'), ...consent }),
  z.object({ operation: z.literal('consent.revoke'), ...consent }),
  z.object({ operation: z.literal('grant.revoke'), bank, grant_id: z.uuid(), ...withReason }),
  z.object({ operation: z.literal('audit.export'), bank }),
  z.object({ operation: z.literal('audit.erase'), bank, username: readable(100) }),
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
  z.object({ operation: z.literal('customer.generate'), bank, ...newLoad }),
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
  /** How the order came in: by a command of the launcher or by the control API. */
  readonly by: 'operator:command' | 'operator:api';
  readonly interactionId?: string;
}

/** Carries out one order, wholly or not at all. Throws `OrderRefused` when it cannot be. */
export async function carryOut(given: unknown, operator: Operator): Promise<unknown> {
  const order: Operation = parsedOrder(operationSchema, given);
  const { database, baseUrl } = operator;
  await assertBankExists(database, order.bank);
  const issuer = `${baseUrl}/${order.bank}`;
  const act = actOf(order, operator);
  const shown = ({ metadata, ...standing }: ClientOfBank): object => ({
    ...{ issuer, ...standing, ...metadata },
  });
  switch (order.operation) {
    case 'client.add': {
      const clients = await addClients(database, order.bank, order.metadata, order.replace);
      return clients.map((metadata) => ({ issuer, ...metadata }));
    }
    case 'client.list':
      return clientsOf(database, order.bank);
    case 'client.show':
      return shown(await clientOf(database, order.bank, order.client_id));
    case 'client.remove':
      return removeClient(database, order.bank, order.client_id, act);
    case 'client.freeze':
      return shown(await setClientStatus(database, order.bank, order.client_id, 'frozen', act));
    case 'client.thaw':
      return shown(await setClientStatus(database, order.bank, order.client_id, 'active', act));
    case 'consent.suspend':
      return changeConsent(database, order.bank, order.consent_id, 'suspend', act);
    case 'consent.resume':
      return changeConsent(database, order.bank, order.consent_id, 'resume', act);
    case 'consent.revoke':
      return changeConsent(database, order.bank, order.consent_id, 'revoke', act);
    case 'grant.revoke':
      return revokeGrant(database, order.bank, order.grant_id, act);
    case 'audit.export':
      return exportRecord(operator, order.bank);
    case 'audit.erase':
      return erasePerson(operator, order.bank, order.username);
    case 'key.list':
      return listKeys(operator, order.bank);
    case 'key.rotate':
      return changeKeys(operator, order, order.emergency);
    case 'customer.check':
      return assertUsernameIsFree(database, order.bank, order.customer);
    case 'customer.generate':
      return generateSignIns(database, order);
    case 'customer.add':
      return {
        issuer,
        password: await addCustomer(database, order.bank, order.customer),
      };
  }
}

const actOf = (order: Operation, { clock, by, interactionId }: Operator): Act => ({
  ...{ now: clock.now(), by, surface: 'operator', interactionId },
  reason: 'reason' in order ? order.reason : undefined,
});

const banks = statement('operation.banks', 'SELECT slug FROM authorization_server.bank ORDER BY 1');

async function assertBankExists(database: Database, slug: string): Promise<void> {
  const slugs = (await database.query<{ slug: string }>(banks)).map((row) => row.slug);
  if (slugs.includes(slug)) return;
  throw unknownInOrder(`there is no bank ${slug}; there is ${slugs.join(', ') || 'none'}`);
}
