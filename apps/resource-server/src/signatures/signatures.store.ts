import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../config.js';
import type { PaymentStatus } from '../payments/payment-status.js';
import {
  decidePayment,
  lapseUnsigned,
  paymentsToSign,
  paymentToSign,
} from './signatures.statements.js';

/** A payment that needs several holders, as one of them sees it. */
export interface SharedPaymentRow {
  readonly id: string;
  readonly client_id: string;
  readonly status: PaymentStatus;
  readonly reason_code: string | null;
  readonly amount_minor: string;
  readonly currency: string;
  readonly created_at: Date;
  readonly payee_name: string;
  readonly payee_identification: string;
  readonly reference: string | null;
  readonly account_id: string;
  readonly account_name: string;
  readonly account_identification: string;
  readonly authorisation: 'AWAU' | 'AUTH' | 'RJCT';
  readonly number_required: number;
  readonly number_received: number;
  readonly expires_at: Date;
  readonly started_by: string;
  readonly started_by_holder: boolean;
  readonly is_signed: boolean;
}

/** What became of a decision. */
export type DecisionOutcome = 'signed' | 'refused' | 'signed-before' | 'over';

/** One holder's decision. */
export interface Decision {
  readonly paymentId: string;
  readonly customerId: string;
  readonly bank: string;
  readonly signs: boolean;
  readonly now: Date;
  readonly interactionId: string;
}

const listedMax = 50;

/** Signatures of holders in PostgreSQL, where each counts once. */
@Injectable()
export class SignaturesStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SANDBANK_PAYMENT_STEP_MS'>,
  ) {}

  /** What waits for this holder: at most fifty, those that end first. */
  waiting(customerId: string, bank: string, now: Date): Promise<readonly SharedPaymentRow[]> {
    return this.database.query<SharedPaymentRow>(paymentsToSign, [
      ...[customerId, bank, now, listedMax],
    ]);
  }

  /** One payment; undefined when this customer has no part in it. */
  async find(
    customerId: string,
    bank: string,
    paymentId: string,
  ): Promise<SharedPaymentRow | undefined> {
    const values = [customerId, bank, paymentId];
    const [row] = await this.database.query<SharedPaymentRow>(paymentToSign, values);
    return row;
  }

  /** Undefined, and nothing happened, when this customer has no part in the payment. */
  async decide(decision: Decision): Promise<DecisionOutcome | undefined> {
    const { paymentId, customerId, bank, signs, now, interactionId } = decision;
    const [row] = await this.database.query<{ outcome: DecisionOutcome | null }>(decidePayment, [
      ...[paymentId, customerId, signs, now, this.settings.SANDBANK_PAYMENT_STEP_MS],
      ...[interactionId, bank],
    ]);
    return row?.outcome ?? undefined;
  }

  /** Rejects what was not signed in time, in small steps until none is left. */
  async lapse(now: Date): Promise<void> {
    for (;;) {
      const [row] = await this.database.query<{ ended: number }>(lapseUnsigned, [now]);
      if ((row?.ended ?? 0) === 0) return;
    }
  }
}
