import fc from 'fast-check';
import { accountAccess, accountAccessTypeName, type AccountAccess } from './account-access.js';
import { impliedPermissions, type Permission } from './permissions.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const parse = (consent: object): AccountAccess =>
  accountAccess.parse({ type: accountAccessTypeName, consent }, { now, resourceBase });

const dateTime = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString());

// Few enough that a random entry often lies within another, and each whole, as the rules want it.
const permissions = fc
  .tuple(
    fc.constantFrom<Permission>('ReadAccountsBasic', 'ReadAccountsDetail'),
    fc.subarray<Permission[]>([
      ['ReadBalances'],
      ['ReadStatementsBasic'],
      ['ReadStatementsDetail'],
      ['ReadTransactionsBasic', 'ReadTransactionsCredits'],
      ['ReadTransactionsDetail', 'ReadTransactionsDebits'],
    ]),
  )
  .map(([first, others]) => [first, ...others.flat()]);

/** Any entry that a client could have pushed. */
const details = fc
  .record(
    {
      Permissions: permissions,
      ExpirationDateTime: dateTime('2026-12-01', '2027-12-01'),
      TransactionFromDateTime: dateTime('2025-01-01', '2026-06-01'),
      TransactionToDateTime: dateTime('2026-05-01', '2026-11-01'),
      Purpose: fc.constantFrom('Budgeting', 'Lending'),
    },
    { requiredKeys: ['Permissions'] },
  )
  .filter(({ TransactionFromDateTime: from = '', TransactionToDateTime: to = '9' }) => from <= to)
  .map(parse);

const narrowed = (granted: AccountAccess, requested: AccountAccess): AccountAccess | undefined => {
  try {
    return accountAccess.narrow(granted, requested);
  } catch (error) {
    expect(error).toMatchObject({ error: 'invalid_authorization_details' });
    return undefined;
  }
};

const time = (text: string | undefined, open: number): number =>
  text === undefined ? open : new Date(text).getTime();

/** What `one` allows is allowed by `other` as well: written apart from the code under test. */
function isWithin({ consent: one }: AccountAccess, { consent: other }: AccountAccess): boolean {
  const held = impliedPermissions(other.Permissions);
  return (
    [...impliedPermissions(one.Permissions)].every((code) => held.has(code)) &&
    time(one.ExpirationDateTime, Infinity) <= time(other.ExpirationDateTime, Infinity) &&
    time(one.TransactionFromDateTime, -Infinity) >=
      time(other.TransactionFromDateTime, -Infinity) &&
    time(one.TransactionToDateTime, Infinity) <= time(other.TransactionToDateTime, Infinity)
  );
}

describe('narrowing account access (RFC 9396 6)', () => {
  it('never gives more than was granted nor more than is wanted', () => {
    fc.assert(
      fc.property(details, details, (granted, requested) => {
        const result = narrowed(granted, requested);
        fc.pre(result !== undefined);
        expect(isWithin(result, granted)).toBe(true);
        expect(isWithin(result, requested)).toBe(true);
        expect(result.consent.Purpose).toBe(granted.consent.Purpose);
        expect(parse(result.consent)).toEqual(result);
      }),
      { numRuns: 100 },
    );
  });

  it('refuses exactly what goes beyond the grant, or leaves nothing of the past', () => {
    fc.assert(
      fc.property(details, details, (granted, requested) => {
        // What a request leaves open stays as it was granted.
        const wanted = { ...granted, consent: { ...granted.consent, ...requested.consent } };
        const { Purpose } = requested.consent;
        const isRefused = narrowed(granted, requested) === undefined;
        const { TransactionFromDateTime: from, TransactionToDateTime: to } = wanted.consent;
        const isMore =
          !isWithin(wanted, granted) ||
          (Purpose !== undefined && Purpose !== granted.consent.Purpose);
        expect(isRefused).toBe(isMore || time(from, -Infinity) > time(to, Infinity));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing when all is wanted, and nothing more when done twice', () => {
    fc.assert(
      fc.property(details, details, (granted, requested) => {
        expect(accountAccess.narrow(granted, granted)).toEqual(granted);
        const once = narrowed(granted, requested);
        if (once !== undefined) expect(accountAccess.narrow(once, once)).toEqual(once);
      }),
    );
  });

  it('cannot be undone by asking again', () => {
    fc.assert(
      fc.property(details, details, details, (granted, first, second) => {
        const once = narrowed(granted, first);
        fc.pre(once !== undefined);
        const twice = narrowed(once, second);
        if (twice !== undefined) expect(isWithin(twice, once)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['the Basic of a granted Detail', ['ReadAccountsDetail'], ['ReadAccountsBasic'], true],
    ['the Detail of a granted Basic', ['ReadAccountsBasic'], ['ReadAccountsDetail'], false],
    ['balances that were not granted', ['ReadAccountsBasic'], ['ReadBalances'], false],
  ])('judges %s', (_what, granted, requested, isAllowed) => {
    const entry = (codes: readonly string[]) =>
      parse({ Permissions: [...new Set(['ReadAccountsBasic', ...codes])] });
    expect(narrowed(entry(granted), entry(requested)) !== undefined).toBe(isAllowed);
  });
});
