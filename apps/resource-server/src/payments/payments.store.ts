import { Inject, Injectable } from '@nestjs/common';
import { isSpentConsent, type DomesticPayment, type ResourceConsent } from '@sandbank/consent';
import { Database, violates } from '@sandbank/platform';
import {
  claimValues,
  isTheSame,
  lookValues,
  type KeyedRequest,
} from '../idempotency/keyed-request.js';
import { brokenLimits, wrongConsentStatus } from '../open-banking/open-banking-error.js';
import { SETTINGS, type Settings } from '../config.js';
import type { ChosenParties } from './payment-entries.js';
import type { PaymentOrder } from './payment-order.js';
import type { PaymentRow } from './payment.resource.js';
import {
  historyOfPayment,
  partiesOfPayment,
  partiesValues,
  paymentById,
  paymentUnderKey,
  placePayment,
} from './payments.statements.js';
import type { PaymentStatus } from './payment-status.js';
import { placement } from './placement.js';

/** One order, the key it came under, and what allows it. */
export interface OrderedPayment extends KeyedRequest {
  readonly order: PaymentOrder;
  readonly consent: ResourceConsent;
  readonly interactionId: string;
}

/** A row of `resource_server.payment_history`. */
export interface PaymentHistoryRow {
  readonly payment_id: string;
  readonly status: PaymentStatus;
  readonly at: Date;
  readonly reason_code: string | null;
}

/** Payments in PostgreSQL: what may happen once is one statement. */
@Injectable()
export class PaymentsStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The accounts of a payment; undefined when the customer cannot pay from the one they chose. */
  async parties({ order, consent }: OrderedPayment): Promise<ChosenParties | undefined> {
    const values = partiesValues(consent, order.Data.Initiation.CreditorAccount);
    const [parties] = await this.database.query<ChosenParties>(partiesOfPayment, values);
    return parties;
  }

  /**
   * Places the payment and sets its money aside. Undefined when something was ordered under this key before; nothing
   * was done then. Throws `U009` when the consent was used or has ended, `U014` when the account cannot bear it.
   */
  async place(ordered: OrderedPayment, parties: ChosenParties): Promise<PaymentRow | undefined> {
    const { order, consent, interactionId, now } = ordered;
    const { Initiation } = order.Data;
    const placed = placement({
      kind: 'domestic-payment',
      ...{ bank: consent.bank, clientId: consent.clientId, customerId: consent.customerId },
      ...{ consentId: consent.consentId, interactionId, now, parties },
      ...{ words: Initiation, initiation: Initiation, risk: order.Risk },
      tellsAccount: (consent.details as DomesticPayment).consent.ReadRefundAccount === 'Yes',
      stepMilliseconds: this.settings.SANDBANK_PAYMENT_STEP_MS,
    });
    try {
      const [payment] = await this.database.query<PaymentRow>(placePayment, [
        ...[...claimValues(ordered), consent.consentId, interactionId, JSON.stringify(placed)],
      ]);
      return payment;
    } catch (error) {
      if (isSpentConsent(error) || violates(error, 'payment_once')) throw consentIsSpent();
      if (violates(error, 'account_balance_within_limit')) {
        throw brokenLimits(
          'the account cannot bear this payment',
          'Data.Initiation.InstructedAmount',
        );
      }
      throw error;
    }
  }

  /** What was ordered under the key within a day, and whether it was the same order. */
  async underKey(
    ordered: OrderedPayment,
  ): Promise<{ payment: PaymentRow; isTheSame: boolean } | undefined> {
    const values = lookValues(ordered);
    const [row] = await this.database.query<PaymentRow & { digest: Buffer }>(
      paymentUnderKey,
      values,
    );
    return row && { payment: row, isTheSame: isTheSame(row, ordered) };
  }

  async find(paymentId: string, bank: string): Promise<PaymentRow | undefined> {
    const [row] = await this.database.query<PaymentRow>(paymentById, [paymentId, bank]);
    return row;
  }

  /** Every status that a payment had, the oldest first. */
  history(paymentId: string): Promise<readonly PaymentHistoryRow[]> {
    return this.database.query<PaymentHistoryRow>(historyOfPayment, [paymentId]);
  }
}

export const consentIsSpent = () =>
  wrongConsentStatus('the consent stands for no payment any more', 'Data.ConsentId');
