import { Inject, Injectable } from '@nestjs/common';
import type { DomesticPayment } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { idempotencyKeyOf, keyWasUsed } from '../idempotency/idempotency-key.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { namedConsent } from '../open-banking/named-consent.js';
import { ownResource } from '../open-banking/own-resource.js';
import { SETTINGS, type Settings } from '../config.js';
import { paymentDetails, type PaymentDetails } from './payment-details.resource.js';
import { assertAsConsented, assertPayable, assertSignedByOne } from './payable.js';
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
    return onePage(paymentDetails(history), self);
  }

  private found(paymentId: string, authorization: ResourceAuthorization): Promise<PaymentRow> {
    return ownResource('DomesticPaymentId', paymentId, authorization, (id, bank) =>
      this.payments.find(id, bank),
    );
  }

  /** Places it and holds its money; undefined when something was ordered under this key before. */
  private async placed(ordered: OrderedPayment): Promise<PaymentRow | undefined> {
    const { order, consent } = ordered;
    const consented = consent.details as DomesticPayment;
    assertAsConsented(consented, order);
    const parties = await this.payments.parties(ordered);
    assertPayable(parties, order.Data.Initiation);
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
