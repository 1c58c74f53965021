import { paymentStatuses, shownStatus, shownStatuses } from '../payment-status.js';
import { statusReason, statusReasons } from '../status-reason.js';
import { obstacles, paymentWalk, stepsTo, type WalkStep } from './payment-walk.js';

const steps: readonly WalkStep[] = paymentWalk;

describe('the walk of a payment', () => {
  it('leads from the order to the payee by one way, without a fork or a circle', () => {
    const way = ['RCVD'];
    for (const { from, to } of steps) {
      expect(from).toBe(way.at(-1));
      way.push(to);
    }
    expect(way).toEqual(['RCVD', 'ACTC', 'ACFC', 'ACSP', 'ACSC', 'ACCC']);
    expect(new Set(way).size).toBe(way.length);
  });

  it('books once, and looks at both accounts right then', () => {
    const booking = steps.filter(({ books }) => books);
    expect(booking).toEqual(steps.filter(({ judges }) => judges));
    expect(booking.map(({ to }) => to)).toEqual(['ACSC']);
    expect((['RCVD', 'ACTC', 'ACSP', 'ACSC', 'ACCC'] as const).map(stepsTo)).toEqual([
      0, 1, 3, 4, 5,
    ]);
  });

  it('ends where the money is: with the payee, or on its way to another bank', () => {
    const last = steps.filter(({ isLast }) => isLast !== 'never');
    expect(last.map(({ to, isLast }) => [to, isLast])).toEqual([
      ['ACSC', 'elsewhere'],
      ['ACCC', 'always'],
    ]);
  });

  it('stops at every account that is not open, with a reason that has words', () => {
    const closed = ['Deleted', 'Disabled', 'ProForma', 'Pending'];
    for (const party of ['debtor', 'creditor']) {
      const known = obstacles.filter((one) => one.party === party).map(({ account }) => account);
      expect(known).toEqual(closed);
    }
    for (const { reason } of obstacles) expect(statusReasons).toHaveProperty(reason);
  });
});

describe('what a status is called', () => {
  it('is a word that the standard knows for single payments, whatever the kind', () => {
    for (const status of paymentStatuses) expect(shownStatuses).toContain(shownStatus(status));
    expect(shownStatus('RCVD')).toBe('PDNG');
    expect(shownStatus('CANC')).toBe('RJCT');
  });

  it('comes with a reason of at most 256 characters, and a place where the payee is at fault', () => {
    for (const code of Object.keys(statusReasons)) {
      const { StatusReasonDescription, Path } = statusReason(code);
      expect(StatusReasonDescription.length).toBeLessThanOrEqual(256);
      expect(Path ?? 'Data.Initiation.CreditorAccount').toBe('Data.Initiation.CreditorAccount');
    }
    // Bank data may name what is a member of every object.
    expect(statusReason('toString').StatusReasonDescription).toBe('the payment was rejected');
  });
});
