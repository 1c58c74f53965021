import { Inject, Injectable } from '@nestjs/common';
import { isAsConsented, type DomesticPayment } from '@sandbank/consent';
import { Clock, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { idempotencyKeyOf, keyWasUsed } from '../idempotency/idempotency-key.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { namedConsent } from '../open-banking/named-consent.js';
import {
  consentDiffers,
  invalidField,
  notCovered,
  unknownResource,
} from '../open-banking/open-banking-error.js';
import { SETTINGS, type Settings } from '../config.js';
import { paymentDetails, type PaymentDetails } from './payment-details.resource.js';
import { assertPayable, assertSignedByOne } from './payable.js';
import { paymentOrder } from './payment-order.js';
import { paymentResource, type PaymentResource, type PaymentRow } from './payment.resource.js';
import { consentIsSpent, PaymentsStore, type OrderedPayment } from './payments.store.js';

const endpoint = 'domestic-payments';

export type PaymentEnvelope = Envelope<PaymentResource>;

/** Pays what a customer agreed to, once. */
@Injectable()
export class PaymentsService {
  constructor(
    @Inject(PaymentsStore) private readonly payments: PaymentsStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Carries an order out; an order that comes again under its key finds its payment as it stands now. */
  async pay(
    body: unknown,
    idempotencyKey: string | undefined,
    authorization: ResourceAuthorization,
  ): Promise<PaymentEnvelope> {
    const key = idempotencyKeyOf(idempotencyKey);
    const order = paymentOrder(body);
    const consent = namedConsent(authorization, order.Data.ConsentId);
    const { interactionId } = authorization;
    const now = this.clock.now();
    const ordered = { endpoint, order, key, consent, interactionId, now };
    const placed = consent.status === 'AUTHORISED' ? await this.placed(ordered) : undefined;
    return this.answer(placed ?? (await this.orderedBefore(ordered)), authorization);
  }

  /** A payment, for the client that ordered it. */
  async payment(paymentId: string, authorization: ResourceAuthorization): Promise<PaymentEnvelope> {
    return this.answer(await this.found(paymentId, authorization), authorization);
  }

  /** Every status that it had, and why. */
  async details(
    paymentId: string,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<PaymentDetails>> {
    const payment = await this.found(paymentId, authorization);
    const history = await this.payments.history(payment.id);
    const self = `${selfOf(payment, authorization)}/payment-details`;
    return onePage(paymentDetails(payment.id, history), self);
  }

  private async found(paymentId: string, authorization: ResourceAuthorization) {
    const { bank, clientId, subject, consents } = authorization;
    if (!isUuid(paymentId)) {
      throw invalidField('DomesticPaymentId is malformed', 'DomesticPaymentId', paymentId);
    }
    const payment = await this.payments.find(paymentId, bank);
    if (payment === undefined)
      throw unknownResource('there is no such payment', 'DomesticPaymentId');
    const isItsOwn =
      payment.client_id === clientId &&
      (subject === undefined || consents.some((one) => one.consentId === payment.consent_id));
    if (!isItsOwn) throw notCovered('the payment is that of another consent', 'DomesticPaymentId');
    return payment;
  }

  /** Places it and holds its money; undefined when something was ordered under this key before. */
  private async placed(ordered: OrderedPayment): Promise<PaymentRow | undefined> {
    const { order, consent } = ordered;
    const { Initiation } = order.Data;
    const consented = consent.details as DomesticPayment;
    if (!isAsConsented(consented, { Initiation, Risk: order.Risk })) {
      const isRisk = isAsConsented(consented, { Initiation, Risk: consented.consent.Risk });
      const place = isRisk ? 'Risk' : 'Data.Initiation';
      throw consentDiffers('the payment is not the one that was consented', place);
    }
    const parties = await this.payments.parties(ordered);
    if (parties === undefined) {
      throw notCovered(
        'the customer cannot pay from the account that was chosen',
        'Data.ConsentId',
      );
    }
    const { DebtorAccount, InstructedAmount } = Initiation;
    if (
      (DebtorAccount?.Identification ?? parties.debtor_identification) !==
      parties.debtor_identification
    ) {
      const place = 'Data.Initiation.DebtorAccount';
      throw notCovered('the account that was chosen is not the one that is named', place);
    }
    assertPayable(parties, InstructedAmount.Currency);
    assertSignedByOne(consented, parties);
    return this.payments.place(ordered, parties);
  }

  /** What this key stands for; 400 when that is another order, or nothing although the consent is used up. */
  private async orderedBefore(ordered: OrderedPayment): Promise<PaymentRow> {
    const known = await this.payments.underKey(ordered);
    if (known === undefined) throw consentIsSpent();
    if (known.isTheSame) return known.payment;
    throw keyWasUsed(ordered.key);
  }

  private answer(row: PaymentRow, authorization: ResourceAuthorization): PaymentEnvelope {
    const resource = paymentResource(row, this.settings.SANDBANK_PAYMENT_STEP_MS);
    return onePage(resource, selfOf(row, authorization));
  }
}

const selfOf = (row: PaymentRow, { baseUrl }: ResourceAuthorization): string =>
  `${baseUrl}/${row.bank_slug}/${apiPath}/pisp/${endpoint}/${row.id}`;
