import { Inject, Injectable } from '@nestjs/common';
import { isEndedConsent, type DomesticVrp, type ResourceConsent } from '@sandbank/consent';
import { Database, violates } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../config.js';
import {
  claimValues,
  isTheSame,
  lookValues,
  type KeyedRequest,
} from '../idempotency/keyed-request.js';
import { minorUnits } from '../ledger/money.js';
import { brokenLimits } from '../open-banking/open-banking-error.js';
import type { PaymentParties } from '../payments/payment-entries.js';
import { historyOfPayment, partiesValues } from '../payments/payments.statements.js';
import { consentIsSpent, type PaymentHistoryRow } from '../payments/payments.store.js';
import { placement } from '../payments/placement.js';
import type { VrpPaymentOrder } from './vrp-order.js';
import { periodRows, spentLimit, type SpentRow } from './vrp-periods.js';
import type { VrpRow } from './vrp.resource.js';
import { partiesOfVrp, placeVrp, spentInPeriods, vrpById, vrpUnderKey } from './vrp.statements.js';

/** One order, the key it came under, and what allows it. */
export interface OrderedVrp extends KeyedRequest {
  readonly order: VrpPaymentOrder;
  readonly consent: ResourceConsent;
  /** What the token says of the consent. */
  readonly details: DomesticVrp;
  readonly interactionId: string;
}

/** Who pays whom, and since when that is agreed. */
export interface VrpParties extends PaymentParties {
  readonly agreed_at: Date;
}

/** Payments within limits in PostgreSQL, which alone knows what was spent. */
@Injectable()
export class VrpStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'SANDBANK_PAYMENT_STEP_MS'>,
  ) {}

  /** The accounts of a payment; undefined when the customer cannot pay from the one they chose. */
  async parties({ order, consent }: OrderedVrp): Promise<VrpParties | undefined> {
    const [parties] = await this.database.query<VrpParties>(partiesOfVrp, [
      ...partiesValues(consent, order.Data.Instruction.CreditorAccount),
      consent.consentId,
    ]);
    return parties;
  }

  /**
   * Places the payment. Undefined when something was ordered under this key before; nothing was done then. Throws
   * `U009` when the consent has ended, `U014` when a period or the account cannot bear it.
   */
  async place(ordered: OrderedVrp, parties: VrpParties): Promise<VrpRow | undefined> {
    const { order, consent } = ordered;
    const { Amount, Currency } = order.Data.Instruction.InstructedAmount;
    const placed = this.placementOf(ordered, parties);
    try {
      const [payment] = await this.database.query<VrpRow>(placeVrp, [
        ...claimValues(ordered),
        ...[placed.id, consent.consentId, parties.debtor_id, minorUnits(Amount, Currency)],
        ...[periodRows(ordered, parties.agreed_at), JSON.stringify(placed)],
      ]);
      return payment;
    } catch (error) {
      if (isEndedConsent(error)) throw consentIsSpent();
      if (violates(error, 'vrp_period_within_limit'))
        throw await this.periodIsSpent(ordered, parties);
      if (violates(error, 'account_balance_within_limit')) {
        const place = 'Data.Instruction.InstructedAmount';
        throw brokenLimits('the account cannot bear this payment', place);
      }
      throw error;
    }
  }

  /** What was ordered under the key within a day, and whether it was the same order. */
  async underKey(
    ordered: OrderedVrp,
  ): Promise<{ payment: VrpRow; isTheSame: boolean } | undefined> {
    const values = lookValues(ordered);
    const [row] = await this.database.query<VrpRow & { digest: Buffer }>(vrpUnderKey, values);
    return row && { payment: row, isTheSame: isTheSame(row, ordered) };
  }

  async find(paymentId: string, bank: string): Promise<VrpRow | undefined> {
    const [row] = await this.database.query<VrpRow>(vrpById, [paymentId, bank]);
    return row;
  }

  /** Every status that a payment had, the oldest first. */
  history(paymentId: string): Promise<readonly PaymentHistoryRow[]> {
    return this.database.query<PaymentHistoryRow>(historyOfPayment, [paymentId]);
  }

  private placementOf({ order, consent, interactionId, now }: OrderedVrp, parties: VrpParties) {
    const { Initiation, Instruction } = order.Data;
    const { RemittanceInformation = Initiation.RemittanceInformation } = Instruction;
    const { bank, clientId, customerId, consentId } = consent;
    return placement({
      ...{ kind: 'domestic-vrp', bank, clientId, customerId, consentId, interactionId, now },
      words: { ...Instruction, RemittanceInformation },
      ...{ initiation: Initiation, instruction: Instruction, risk: order.Risk, parties },
      stepMilliseconds: this.settings.SANDBANK_PAYMENT_STEP_MS,
    });
  }

  /** 400 that names the limit; the period is looked for after the fact, and may have room again by then. */
  private async periodIsSpent(ordered: OrderedVrp, parties: VrpParties) {
    const { consent, now, order } = ordered;
    const spent = await this.database.query<SpentRow>(spentInPeriods, [consent.consentId, now]);
    const limit = spentLimit(ordered, parties.agreed_at, spent);
    const which = limit === undefined ? '' : `: ${limit.PeriodType}, ${limit.PeriodAlignment}`;
    return brokenLimits(
      `the payment would exceed PeriodicLimits${which}`,
      'Data.ControlParameters.PeriodicLimits',
      order.Data.Instruction.InstructedAmount.Amount,
    );
  }
}
