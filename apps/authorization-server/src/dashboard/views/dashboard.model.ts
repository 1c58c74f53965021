import type {
  MandateDescription,
  PaymentDescription,
  StandingOrderDescription,
} from '@sandbank/consent';
import type { StatusKind } from '@sandbank/ui';
import type { ClusterModel } from '../../interaction/views/consent.model.js';
import type { BankModel } from '../../interaction/views/journey.js';
import type { DashboardPaths } from '../dashboard-paths.js';

/** What every page of a signed-in customer knows. */
export interface VisitModel {
  bank: BankModel;
  paths: DashboardPaths;
  customerName: string;
  csrfToken: string;
  /** Whole minutes until the customer is signed out, rounded down. */
  minutesLeft: number;
}

/** An account that was chosen; without a number where the bank could not be asked, or has closed it. */
export interface ChosenAccount {
  name: string;
  maskedNumber?: string | undefined;
}

/** When an app last used a consent; `unknown` where the bank could not be asked. */
export type LastUse = Date | 'never' | 'unknown';

/** What a consent is about. */
export type ConsentKind =
  'accounts' | 'payment' | 'scheduled-payment' | 'standing-order' | 'mandate' | 'funds';

/** What the bank still does by an order that was placed under a consent. */
export interface OrderItem {
  /** Absent where nothing more is to come. */
  next?: { amount: string; on: Date } | undefined;
  /** Present where it was called off. */
  calledOffAt?: Date | undefined;
}

/** One consent in words. */
export interface ConsentItem {
  id: string;
  kind: ConsentKind;
  /** `waits` where nothing was done under it yet: it wears the mark of a pause, and is none. */
  status: { kind: StatusKind; label: string; waits?: true };
  /** False when it has ended. */
  lives: boolean;
  clusters: readonly ClusterModel[];
  purpose?: string | undefined;
  /** Which past is shared, in words. */
  history?: string | undefined;
  payment?: PaymentDescription | undefined;
  standingOrder?: StandingOrderDescription | undefined;
  mandate?: MandateDescription | undefined;
  accounts: readonly ChosenAccount[];
  since: Date;
  endsAt?: Date | undefined;
  endedAt?: Date | undefined;
  /** Until when it counts without a new confirmation. */
  confirmBy?: Date | undefined;
  lastUse: LastUse;
  /** Present where its order was placed, and the bank was asked about it. */
  order?: OrderItem | undefined;
}

/** An app as the bank has registered it. */
export interface AppItem {
  clientId: string;
  name: string;
  /** True where the bank lets it do nothing at the moment. */
  withdrawn: boolean;
}

/** An app with what it holds. */
export interface HoldingItem {
  app: AppItem;
  consents: readonly ConsentItem[];
}

/** One entry of a consent's history in words. */
export interface TransitionItem {
  what: string;
  detail?: string | undefined;
  at: Date;
  sign: 'tick' | 'cross' | 'clock' | 'pause' | 'information';
}

/** What an app did within one minute. */
export interface ReceiptItem {
  at: Date;
  what: string;
  cluster?: string | undefined;
  accounts: readonly ChosenAccount[];
  customerPresent: boolean;
  count: number;
}

/** A page of receipts; `unknown` where the bank could not be asked. */
export type Receipts =
  | {
      items: readonly ReceiptItem[];
      newestHref?: string | undefined;
      olderHref?: string | undefined;
    }
  | 'unknown';

/** A question whether an account holds a sum, and what was answered. */
export interface QuestionItem {
  at: Date;
  amount: string;
  reference?: string | undefined;
  isYes: boolean;
}

/** A page of them; `unknown` where the bank could not be asked. */
export type Questions =
  | {
      items: readonly QuestionItem[];
      newestHref?: string | undefined;
      olderHref?: string | undefined;
    }
  | 'unknown';

/** A payment from a shared account that more than one holder must sign. */
export interface SharedPaymentItem {
  id: string;
  amount: string;
  payee: string;
  payeeAccount: string;
  reference?: string | undefined;
  account: ChosenAccount;
  /** Name of the holder who ordered it, and of the app that carried the order. */
  startedBy: string;
  startedByYou: boolean;
  app: string;
  startedAt: Date;
  /** When it is rejected unless everybody has signed. */
  until: Date;
  required: number;
  received: number;
  state: 'waiting' | 'signed' | 'refused' | 'lapsed';
  signedByYou: boolean;
}
