import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appsFolder } from '../home.js';
import { LauncherError, wordsOf } from '../launcher-error.js';

const slug = z.string().regex(/^[a-z0-9-]{1,40}$/);

// The resource server knows the rest of a customer (accounts, habits); it passes through here as it stands.
const customerSchema = z.looseObject({
  id: z.uuid(),
  username: z.string().min(1).max(64),
  password: z.string().min(8).max(128),
  code: z.string().regex(/^\d{6}$/),
  name: z.string().min(1),
  persona: z.string().min(1),
});

// Whom the demo app offers to pay: a customer's account at this bank, or one elsewhere.
const payeeSchema = z.strictObject({
  key: slug,
  name: z.string().min(1).max(140),
  account: z.string().regex(/^\d{14}$/),
  about: z.string().min(1).max(140),
});

const bankSchema = z.object({
  slug,
  name: z.string().min(1),
  profile: z.string().min(1),
  tagline: z.string(),
  /** The most seconds between sign-in and payment; the resource server's default when absent. */
  payment_authentication_seconds: z.int().min(1).max(86_400).optional(),
  reauthentication_days: z.int().min(1).max(3650).optional(),
  payees: z.array(payeeSchema).max(20).default([]),
  customers: z.array(customerSchema).min(1).max(1000),
});

const clientSchema = z.looseObject({
  bank: slug,
  client_id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  client_name: z.string().min(1),
  portal_demo: z.boolean().default(false),
  redirect_uris: z.array(z.string()).max(20),
  resource: z.string().optional(),
  token_endpoint_auth_method: z.string(),
});

const clientsSchema = z.object({ clients: z.array(clientSchema).min(1).max(100) });

export type BankData = z.output<typeof bankSchema>;
export type ClientData = z.output<typeof clientSchema>;

/** The banks, customers and clients that a sandbox begins with. */
export interface SandboxData {
  readonly banks: readonly BankData[];
  readonly clients: readonly ClientData[];
}

export const dataFolder = join(appsFolder, 'sandbox', 'data');

/** Reads every bank of `banks/` and the clients. Throws `LauncherError` that names file and member. */
export async function readData(folder = dataFolder): Promise<SandboxData> {
  const banks = join(folder, 'banks');
  const names = (await readdir(banks)).filter((name) => name.endsWith('.json')).sort();
  const { clients } = await parse(join(folder, 'clients.json'), clientsSchema);
  return {
    banks: await Promise.all(names.map((name) => parse(join(banks, name), bankSchema))),
    clients,
  };
}

async function parse<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : wordsOf(error);
    throw new LauncherError(`${path}: ${why.replaceAll('\n', ' ')}`, 'mend the file', {
      cause: error,
    });
  }
}
