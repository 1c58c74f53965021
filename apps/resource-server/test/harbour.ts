import { readFileSync } from 'node:fs';
import { seedSchema, type Seed } from '../src/seed/persona.js';

const file = new URL('../../sandbox/data/banks/harbour.json', import.meta.url);

export const issuer = 'https://localhost:9441/harbour';

/** Harbour Bank as it is delivered, as the launcher would hand it over. */
export function harbour(): Seed {
  const bank = JSON.parse(readFileSync(file, 'utf8')) as {
    slug: string;
    name: string;
    customers: object[];
  };
  return seedSchema.parse({
    banks: [{ slug: bank.slug, name: bank.name, issuer }],
    customers: bank.customers.map((customer) => ({ ...customer, bank: bank.slug })),
    seed: 'sandbank',
  });
}
