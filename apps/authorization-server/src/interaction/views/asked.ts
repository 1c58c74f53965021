import type { Step } from '@sandbank/ui';

/** A payment that the app asks for, in words. */
export interface PaymentModel {
  /** With its currency. */
  amount: string;
  payee: string;
  payeeAccount: string;
  reference?: string | undefined;
  /** When it is made, where that is not now. */
  due?: Date | undefined;
  /** True where the app is told which account paid. */
  tellsAccount?: boolean | undefined;
}

/** A standing order that the app wants to hand in, in words. */
export interface StandingOrderModel {
  payee: string;
  payeeAccount: string;
  reference?: string | undefined;
  first: { amount: string; on: Date };
  /** What follows, such as `every month`, `on the 1st`. */
  then?: { amount: string; every: string; on?: string | undefined; from: Date } | undefined;
  last?: { amount: string; on: Date } | undefined;
}

/** Payments that the app wants to make by itself from now on, in words. */
export interface MandateModel {
  payee: string;
  payeeAccount: string;
  reference?: string | undefined;
  kinds: readonly string[];
  presence: string;
  starts?: Date | undefined;
  limits: readonly { term: string; text: string; example: string }[];
}

/** A question that the app wants to put about an account. */
export interface FundsCheckModel {
  account: string;
}

/** What the app asks for: one of these at most; for none of them it asks to see accounts. */
export interface Asked {
  /** Present where money is to move once. */
  payment?: PaymentModel | undefined;
  /** Present where the bank is to move money again and again. */
  standingOrder?: StandingOrderModel | undefined;
  /** Present where money may move later. */
  mandate?: MandateModel | undefined;
  /** Present where the app wants to know whether an account holds enough. */
  fundsCheck?: FundsCheckModel | undefined;
  /** True where the app asks only who the customer is. */
  identityOnly?: boolean | undefined;
  /** True where the customer agreed to all of it before, and is asked to sign in again. */
  continues?: boolean | undefined;
}

const movesMoney = ({ payment, standingOrder, mandate }: Asked): boolean =>
  payment !== undefined || standingOrder !== undefined || mandate !== undefined;

/** What has not happened as long as the customer has not said yes. */
export function nothingYet(asked: Asked): string {
  if (asked.continues === true) return 'nothing changes';
  return movesMoney(asked) ? 'nothing is paid' : 'nothing is shared';
}

/** The same as a sentence. */
export function nothingYetSentence(asked: Asked): string {
  if (asked.continues === true) return 'Nothing changes';
  return movesMoney(asked) ? 'Nothing is paid' : 'Nothing is shared';
}

/** The same of what is past. */
export function nothingWas(asked: Asked): string {
  if (asked.continues === true) return 'Nothing was changed.';
  return movesMoney(asked) ? 'Nothing was paid.' : 'Nothing was shared.';
}

/** The word on the button that says yes. */
export function allowWord({ payment, standingOrder, continues }: Asked): string {
  if (continues === true) return 'Continue';
  if (standingOrder !== undefined) return 'Set up';
  return payment === undefined ? 'Allow' : 'Pay';
}

/** What the customer does on the last page. */
export function lastStep(asked: Asked): Step {
  const { payment, standingOrder, mandate, fundsCheck, identityOnly, continues } = asked;
  if (continues === true) return { label: 'Continue', detail: 'See what goes on, and decide.' };
  if (payment !== undefined) {
    return { label: 'Choose and pay', detail: 'See who is paid and pick the account.' };
  }
  if (standingOrder !== undefined) {
    return { label: 'Check and set up', detail: 'See who is paid, what and when.' };
  }
  if (mandate !== undefined) {
    return { label: 'Check and allow', detail: 'See who is paid, within which limits.' };
  }
  if (identityOnly === true || fundsCheck !== undefined) {
    return { label: 'Allow', detail: 'See what is asked, and decide.' };
  }
  return { label: 'Choose and allow', detail: 'See what is asked and pick the accounts.' };
}

// PSD2 asks that the customer sees what the code is for, and that it is good for nothing else.
/** What the one-time code is good for. */
export function codeMeans({ payment, standingOrder, mandate }: Asked): string {
  if (payment?.due !== undefined) {
    return 'The code is good for this payment alone: check that amount, payee and day are right.';
  }
  if (payment !== undefined) {
    return 'The code is good for this payment alone: check that amount and payee are right.';
  }
  if (standingOrder !== undefined) {
    return 'The code is good for this order alone: check that payee, amounts and days are right.';
  }
  if (mandate !== undefined) {
    return 'The code is good for these payments alone: check that payee and limits are right.';
  }
  return 'The code shows that it is you.';
}
