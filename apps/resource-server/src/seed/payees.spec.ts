import { readFileSync } from 'node:fs';
import { harbour } from '../../test/harbour.js';
import { Blueprint } from './blueprint.js';

interface Payee {
  readonly name: string;
  readonly account: string;
}

describe('the payees of Harbour Bank’s data', () => {
  const file = new URL('../../../sandbox/data/banks/harbour.json', import.meta.url);
  const { payees } = JSON.parse(readFileSync(file, 'utf8')) as { payees: Payee[] };
  const seed = harbour();
  const { accounts } = new Blueprint(seed.seed, seed.banks[0]!, seed.customers);
  const here = payees.filter(({ account }) => account.startsWith('001220'));

  it('who bank here have the accounts that they are said to have', () => {
    expect(here.length).toBeGreaterThan(0);
    for (const { name, account } of here) {
      const found = accounts.find(({ identification }) => identification === account);
      expect(found?.holderName).toBe(name);
    }
  });

  it('are not all of this bank', () => {
    expect(here.length).toBeLessThan(payees.length);
  });
});
