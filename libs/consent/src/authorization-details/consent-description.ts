import type { Money } from './money.js';
import type { DataCluster } from './permissions.js';

/** A payment in words: what leaves the customer's account, now or on a day to come, and to whom. */
export interface PaymentDescription {
  /** The same for a program, which asks whether an account can bear it. */
  readonly money: Money;
  /** With its currency, `£12.50`. */
  readonly amount: string;
  readonly payee: string;
  /** Sort code and account number as people write them. */
  readonly payeeAccount: string;
  readonly reference?: string;
  /** The day on which it leaves, where that is not now. */
  readonly due?: Date;
  /** Present where the app is told which account paid. */
  readonly tellsAccount?: true;
}

/** A standing order in words: what the bank itself pays from now on, and when. */
export interface StandingOrderDescription {
  readonly payee: string;
  readonly payeeAccount: string;
  readonly reference?: string;
  readonly first: { readonly amount: string; readonly on: Date };
  /** What follows in a rhythm, such as `every month`, `on the 1st`; absent where nothing does. */
  readonly then?: {
    readonly amount: string;
    readonly every: string;
    readonly on: string | undefined;
    readonly from: Date;
  };
  /** The final payment; absent where the order goes on. */
  readonly last?: { readonly amount: string; readonly on: Date };
}

/** Payments that an app may order by itself from now on, in words. */
export interface MandateDescription {
  readonly payee: string;
  readonly payeeAccount: string;
  readonly reference?: string;
  /** Which payments these are, and whether the customer is there when they are made. */
  readonly kinds: readonly string[];
  readonly presence: string;
  readonly starts?: Date;
  readonly limits: readonly {
    readonly term: string;
    readonly text: string;
    /** What the limit comes to, with figures. */
    readonly example: string;
  }[];
}

/** An entry in words for the customer. */
export interface ConsentDescription {
  readonly clusters: readonly {
    readonly title: DataCluster;
    readonly permissions: readonly {
      readonly code: string;
      readonly label: string;
      readonly detail: string;
    }[];
  }[];
  readonly purpose?: string;
  /** Which past is shared; absent when no history is asked for. */
  readonly historyWindow?: { readonly from?: Date; readonly to?: Date; readonly text: string };
  readonly expiry: { readonly at?: Date; readonly text: string };
  /** Present when money is to move once. */
  readonly payment?: PaymentDescription;
  /** Present when the bank is to move money again and again. */
  readonly standingOrder?: StandingOrderDescription;
  /** Present when the app may move money later. */
  readonly mandate?: MandateDescription;
  /** Present when the app may ask whether an account holds enough. */
  readonly fundsCheck?: { readonly account: string };
  /** The one account that the app names; the customer chooses where it is absent. */
  readonly account?: { readonly identification: string; readonly text: string };
  /**
   * What a customer's code must be good for and for nothing else, and how the message with the code says so
   * (dynamic linking, PSD2 RTS 5); present when money may move.
   */
  readonly linked?: { readonly data: unknown; readonly text: string };
}
