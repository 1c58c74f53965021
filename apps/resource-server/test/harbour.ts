import { readdirSync, readFileSync } from 'node:fs';
import { seedSchema, type Seed } from '../src/seed/seed-file.schema.js';

const data = new URL('../../sandbox/data/', import.meta.url);

export const issuer = 'https://localhost:9441/harbour';

/** The people whom specs over HTTP know; the books of everybody would take each of them longer to write. */
const cast = ['maya', 'tomos', 'priya', 'elena', 'daniel', 'george'];

/** Harbour Bank with a few of its people, as the launcher would hand it over. */
export const harbour = (usernames: readonly string[] = cast): Seed =>
  seedOf(everyone().filter(({ username }) => usernames.includes(username)));

/** Harbour Bank as it is delivered, with everybody. */
export const wholeHarbour = (): Seed => seedOf(everyone());

type PersonFile = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly username: string;
};

interface BankFile {
  readonly slug: string;
  readonly name: string;
  readonly products: readonly object[];
}

function everyone(): PersonFile[] {
  const folder = new URL('people/', data);
  return readdirSync(folder)
    .filter((name) => /(?<!\.schema)\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as PersonFile)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function seedOf(customers: readonly PersonFile[]): Seed {
  const file = new URL('banks/harbour.json', data);
  const { slug, name, products } = JSON.parse(readFileSync(file, 'utf8')) as BankFile;
  const banks = [{ slug, name, issuer, products }];
  return seedSchema.parse({ banks, customers: customers.map(known), seed: 'sandbank' });
}

/** What the bank knows of a person: who may sign in is the authorization server's business alone. */
const known = ({ $schema: _, username: __, password: ___, code: ____, ...rest }: PersonFile) =>
  rest;
