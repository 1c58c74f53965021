import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appsFolder } from '../home.js';
import { LauncherError, wordsOf } from '../launcher-error.js';

const slug = z.string().regex(/^[a-z0-9-]{1,40}$/);

// The resource server knows the rest of a person (accounts, habits); it passes through here as it stands.
const personSchema = z.looseObject({
  bank: slug,
  id: z.uuid(),
  username: z.string().regex(/^[A-Za-z0-9._@-]{1,64}$/, 'must be 1 to 64 letters, digits or ._@-'),
  password: z.string().min(8).max(128),
  code: z.string().regex(/^\d{6}$/, 'must be six digits'),
  name: z.string().min(1).max(100),
  persona: z.string().min(1).max(200),
  scenario: z.looseObject({ name: slug, about: z.string().min(1).max(140) }).optional(),
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
  /** What its accounts are; the resource server reads them in full. */
  products: z.array(z.looseObject({})).max(50).default([]),
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

export type PersonData = z.output<typeof personSchema>;
export type BankData = z.output<typeof bankSchema> & { readonly customers: readonly PersonData[] };
export type ClientData = z.output<typeof clientSchema>;

/** The banks, customers and clients that a sandbox begins with. */
export interface SandboxData {
  readonly banks: readonly BankData[];
  readonly clients: readonly ClientData[];
}

export const dataFolder = join(appsFolder, 'sandbox', 'data');

const peopleMax = 200;

/**
 * Reads every bank of `banks/`, every person of `people/` and the clients. People stand in the order of their ids, which
 * is that of their making. Throws `LauncherError` that names file and member.
 */
export async function readData(folder = dataFolder): Promise<SandboxData> {
  const { clients } = await parse(join(folder, 'clients.json'), clientsSchema);
  const banks = await filesOf(join(folder, 'banks'), bankSchema);
  const people = await filesOf(join(folder, 'people'), personSchema);
  checkPeople(people, new Set(banks.map(({ content }) => content.slug)));
  const inOrder = people.map(({ content }) => content).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    banks: banks.map(({ content }) => ({
      ...content,
      customers: inOrder.filter(({ bank }) => bank === content.slug),
    })),
    clients,
  };
}

interface DataFile<T> {
  readonly path: string;
  readonly content: T;
}

async function filesOf<T extends z.ZodType>(
  folder: string,
  schema: T,
): Promise<DataFile<z.output<T>>[]> {
  const names = (await readdir(folder)).filter((name) => /(?<!\.schema)\.json$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, content: await parse(path, schema) };
    }),
  );
}

/** Two people are never one: what tells them apart at the bank differs in every file. */
function checkPeople(people: readonly DataFile<PersonData>[], banks: ReadonlySet<string>): void {
  if (people.length > peopleMax) throw unusable('people', `there are more than ${peopleMax} files`);
  const seen = new Map<string, string>();
  for (const { path, content } of people) {
    const { bank, id, username } = content;
    if (!banks.has(bank)) throw unusable(path, `there is no bank ${bank}`);
    for (const mark of [`id ${id}`, `username ${username} at ${bank}`]) {
      const other = seen.get(mark);
      if (other !== undefined) throw unusable(path, `the ${mark} is that of ${other}`);
      seen.set(mark, path);
    }
  }
}

async function parse<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : wordsOf(error);
    throw unusable(path, why.replaceAll('\n', ' '), error);
  }
}

const unusable = (path: string, why: string, cause?: unknown): LauncherError =>
  new LauncherError(`${path}: ${why}`, 'mend the file', { cause });
