import { uuidV7 } from '@sandbank/crypto';
import { schemeOf } from '../ledger/account-numbers.js';
import { minorUnits } from '../ledger/money.js';
import {
  payeeAccount,
  paymentEntries,
  type PaymentParties,
  type PaymentWords,
} from './payment-entries.js';

export type PaymentKind =
  'domestic-payment' | 'domestic-vrp' | 'domestic-scheduled-payment' | 'domestic-standing-order';

/** A payment of any kind that is about to be placed. */
export interface NewPayment {
  readonly kind: PaymentKind;
  readonly bank: string;
  readonly clientId: string;
  readonly consentId: string;
  readonly customerId: string;
  readonly interactionId: string;
  /** What both accounts will read about it. */
  readonly words: PaymentWords;
  /** What the app ordered, as it is shown again. */
  readonly initiation: object;
  /** What it says of this one payment, where the initiation is that of several. */
  readonly instruction?: object;
  readonly risk: object;
  readonly parties: PaymentParties;
  /** True where the consent says that the app may know which account paid. */
  readonly tellsAccount?: boolean;
  /** The order that it is one payment of. */
  readonly orderId?: string;
  readonly now: Date;
  /** Milliseconds to its first step. */
  readonly stepMilliseconds: number;
}

/** The first argument of `resource_server.place_payment`, to be sent as JSON: members are named like the columns of `payment`. */
export function placement(payment: NewPayment) {
  const { words, parties, now } = payment;
  const { Amount, Currency } = words.InstructedAmount;
  return {
    id: uuidV7(now),
    kind: payment.kind,
    bank_slug: payment.bank,
    client_id: payment.clientId,
    consent_id: payment.consentId,
    customer_id: payment.customerId,
    interaction_id: payment.interactionId,
    debtor_account_id: parties.debtor_id,
    creditor_account_id: payeeAccount(parties),
    amount_minor: minorUnits(Amount, Currency),
    currency: Currency,
    entries: paymentEntries(words, parties, now),
    initiation: payment.initiation,
    instruction: payment.instruction ?? null,
    risk: payment.risk,
    order_id: payment.orderId ?? null,
    refund_account: payment.tellsAccount === true ? debtorAccount(parties) : null,
    next_step_at: new Date(now.getTime() + payment.stepMilliseconds),
  };
}

/** The account that pays, as it is named outside. */
const debtorAccount = ({ debtor_identification, debtor_name }: PaymentParties) => ({
  SchemeName: schemeOf(debtor_identification),
  Identification: debtor_identification,
  Name: debtor_name,
});
