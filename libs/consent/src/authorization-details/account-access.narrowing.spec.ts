import fc from 'fast-check';
import { accountAccess, accountAccessTypeName, type AccountAccess } from './account-access.js';
import { impliedPermissions, permissionCodes } from './permissions.js';

const now = new Date('2026-11-21T12:00:00Z');
const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
const parse = (consent: object): AccountAccess =>
  accountAccess.parse({ type: accountAccessTypeName, consent }, { now, resourceBase });

const dateTime = (from: string, to: string) =>
  fc.option(
    fc
      .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
      .map((date) => date.toISOString()),
    { nil: undefined },
  );

/** Any entry that a client could have pushed. */
const details = fc
  .record({
    Permissions: fc.subarray([...permissionCodes], { minLength: 1 }),
    ExpirationDateTime: dateTime('2026-12-01', '2027-12-01'),
    TransactionFromDateTime: dateTime('2025-01-01', '2026-06-01'),
    TransactionToDateTime: dateTime('2026-01-01', '2026-11-01'),
    Purpose: fc.constantFrom(undefined, 'Budgeting', 'Lending'),
  })
  .map((consent) => JSON.parse(JSON.stringify(consent)) as object)
  .map((consent) => {
    try {
      return parse(consent);
    } catch {
      return undefined;
    }
  })
  .filter((entry) => entry !== undefined);

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
      { numRuns: 300, maxSkipsPerRun: 10_000 },
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
      { numRuns: 1000 },
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
      { numRuns: 50, maxSkipsPerRun: 10_000 },
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
