import { OAuthError, type AuthorizationDetail } from '@sandbank/oauth';
import fc from 'fast-check';
import {
  anyAccess,
  anyFunds,
  anyOrder,
  anyPayment,
  anyScheduledPayment,
  anyStandingOrder,
  anyVrp,
} from '../../test/arbitrary-details.js';
import { allowsVrp } from '../../test/vrp-usage.js';
import { accountAccess, type AccountAccess } from './account-access.js';
import type { AuthorizationDetailsType } from './authorization-details-type.js';
import { canonicalJson } from './canonical-json.js';
import { domesticPayment } from './domestic-payment.js';
import { domesticScheduledPayment } from './domestic-scheduled-payment.js';
import { domesticStandingOrder } from './domestic-standing-order.js';
import { domesticVrp, type DomesticVrp } from './domestic-vrp.js';
import { fundsConfirmation, type FundsConfirmation } from './funds-confirmation.js';
import { impliedPermissions } from './permissions.js';

const consentedAt = new Date('2026-12-31T10:00:00Z');

// What "no more than" means is said here anew, by what an entry lets an app do.
const accessWithin = ({ consent: less }: AccountAccess, { consent: more }: AccountAccess) => {
  const held = impliedPermissions(more.Permissions);
  const isSooner = (one: string | undefined, other: string | undefined) =>
    other === undefined || (one !== undefined && Date.parse(one) <= Date.parse(other));
  return (
    [...impliedPermissions(less.Permissions)].every((code) => held.has(code)) &&
    isSooner(less.ExpirationDateTime, more.ExpirationDateTime) &&
    isSooner(less.TransactionToDateTime, more.TransactionToDateTime) &&
    (more.TransactionFromDateTime === undefined ||
      isSooner(more.TransactionFromDateTime, less.TransactionFromDateTime)) &&
    less.Purpose === more.Purpose
  );
};
const sameWithin = (less: AuthorizationDetail, more: AuthorizationDetail) =>
  canonicalJson(less) === canonicalJson(more);
const orders = fc.sample(anyOrder, { numRuns: 150, seed: 7 });
const vrpWithin = (less: DomesticVrp, more: DomesticVrp) =>
  orders.every(({ order, payments, now }) => {
    const usage = { consentedAt, payments };
    return !allowsVrp(less, order, usage, now) || allowsVrp(more, order, usage, now);
  });
const fundsWithin = ({ consent: less }: FundsConfirmation, { consent: more }: FundsConfirmation) =>
  canonicalJson(less.DebtorAccount) === canonicalJson(more.DebtorAccount) &&
  (more.ExpirationDateTime === undefined ||
    (less.ExpirationDateTime !== undefined &&
      Date.parse(less.ExpirationDateTime) <= Date.parse(more.ExpirationDateTime)));

/** What is left, or undefined where it was refused as RFC 9396 6 says. */
function narrowed<D extends AuthorizationDetail>(
  type: AuthorizationDetailsType<D>,
  granted: D,
  requested: D,
): D | undefined {
  try {
    return type.narrow(granted, requested);
  } catch (error) {
    expect(error).toBeInstanceOf(OAuthError);
    expect(error).toMatchObject({ error: 'invalid_authorization_details' });
    return undefined;
  }
}

function narrowingOf<D extends AuthorizationDetail>(
  type: AuthorizationDetailsType<D>,
  any: fc.Arbitrary<D>,
  isWithin: (less: D, more: D) => boolean,
): void {
  describe(`narrowing ${type.type} (RFC 9396 6)`, () => {
    it('leaves no more than was granted, and all of it to who asks for all', () => {
      let left = 0;
      fc.assert(
        fc.property(any, any, (granted, requested) => {
          expect(type.narrow(granted, granted)).toEqual(granted);
          const result = narrowed(type, granted, requested);
          if (result === undefined) return;
          left += 1;
          expect(isWithin(result, granted)).toBe(true);
          // What is left holds again, and is left as it is.
          expect(type.narrow(granted, result)).toEqual(result);
        }),
        { numRuns: 400 },
      );
      // Two entries by chance seldom fit each other; a few of them do.
      expect(left).toBeGreaterThan(0);
    });

    it('step by step comes to nothing that one step would not', () => {
      fc.assert(
        fc.property(any, any, any, (granted, first, second) => {
          const once = narrowed(type, granted, first);
          const twice = once && narrowed(type, once, second);
          if (twice === undefined) return;
          expect(isWithin(twice, granted)).toBe(true);
          expect(type.narrow(granted, twice)).toEqual(twice);
        }),
        { numRuns: 400 },
      );
    });

    it('refuses whatever lets the app do more', () => {
      fc.assert(
        fc.property(any, any, (granted, requested) => {
          if (isWithin(requested, granted)) return;
          const result = narrowed(type, granted, requested);
          expect(result === undefined || isWithin(result, granted)).toBe(true);
        }),
        { numRuns: 400 },
      );
    });
  });
}

narrowingOf(accountAccess, anyAccess, accessWithin);
narrowingOf(domesticPayment, anyPayment, sameWithin);
narrowingOf(domesticScheduledPayment, anyScheduledPayment, sameWithin);
narrowingOf(domesticStandingOrder, anyStandingOrder, sameWithin);
narrowingOf(domesticVrp, anyVrp, vrpWithin);
narrowingOf(fundsConfirmation, anyFunds, fundsWithin);
