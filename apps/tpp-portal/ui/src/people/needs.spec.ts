import type { Person, PersonAccount } from '../api/types.js';
import { fitting, needs } from './needs.js';

const account = (change: Partial<PersonAccount> = {}): PersonAccount => ({
  ...{ type: 'CACC', product: 'Harbour Current', name: 'Everyday', category: 'Personal' },
  ...{ currency: 'GBP', sharedWith: [], signatories: 1, ...change },
});
const person = (change: Partial<Person> = {}): Person => ({
  ...{ bank: 'harbour', username: 'nora', password: 'p', code: '1', name: 'Nora Quist' },
  ...{ persona: 'Night porter', accounts: [account()], ...change },
});
const elena = { name: 'Elena', username: 'elena' };
const needsOf = (one: Person): string[] => needs.filter(({ has }) => has(one)).map(({ id }) => id);

describe('what people are good for', () => {
  it.each<[string, Person]>([
    ['joint-account', person({ accounts: [account({ sharedWith: ['Daniel'] }), account()] })],
    ['rejected-payment', person({ accounts: [account({ paymentFate: 'AC04' }), account()] })],
    ['euros', person({ accounts: [account({ currency: 'EUR' }), account()] })],
    ['short-history', person({ accounts: [account(), account()], historyDays: 24 })],
    ['one-account', person()],
    ['many-accounts', person({ accounts: [account(), account(), account(), account()] })],
  ])('is told by their accounts: %s', (id, one) => {
    expect(needsOf(one)).toEqual([id]);
  });

  it('is told by what the bank does to them', () => {
    const scenario = { name: 'throttled', about: 'the sixth call is answered 429' };
    expect(needsOf(person({ scenario, accounts: [] }))).toEqual(['too-many-calls']);
  });

  it('is found by need and by words of their story, accounts and needs, all of them', () => {
    const joint = person({ ...elena, accounts: [account({ sharedWith: ['Daniel Prior'] })] });
    const all = [person(), joint];
    const need = needs.find(({ id }) => id === 'joint-account');
    expect(fitting(all, need, '')).toEqual([joint]);
    expect(fitting(all, undefined, 'NIGHT porter nora')).toEqual([all[0]]);
    expect(fitting(all, undefined, 'prior')).toEqual([joint]);
    expect(fitting(all, need, 'nora')).toEqual([]);
  });

  it('has a name for addresses that no other need has', () => {
    expect(new Set(needs.map(({ id }) => id)).size).toBe(needs.length);
  });
});
