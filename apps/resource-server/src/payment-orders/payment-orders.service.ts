import { Inject, Injectable } from '@nestjs/common';
import type { Authorised, ConsentedOrder } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { apiPath } from '../access/account-information.decorator.js';
import { idempotencyKeyOf, keyWasUsed } from '../idempotency/idempotency-key.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { namedConsent } from '../open-banking/named-consent.js';
import { ownResource } from '../open-banking/own-resource.js';
import { parseBody } from '../open-banking/request-body.js';
import { assertAsConsented, assertPayable, assertSignedByOne } from '../payments/payable.js';
import { paymentDetails, type PaymentDetails } from '../payments/payment-details.resource.js';
import { consentIsSpent } from '../payments/payments.store.js';
import type { PaymentOrderForm } from './payment-order-form.js';
import { orderResource, type OrderRow } from './payment-order.resource.js';
import { PaymentOrdersStore, type Ordered } from './payment-orders.store.js';

export type OrderEnvelope = Envelope<object>;

/** Takes orders that the bank carries out later, and says what became of them. */
@Injectable()
export class PaymentOrdersService {
  constructor(
    @Inject(PaymentOrdersStore) private readonly orders: PaymentOrdersStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Takes an order; one that comes again under its key finds itself as it stands now. */
  async order(
    form: PaymentOrderForm,
    body: unknown,
    idempotencyKey: string | undefined,
    authorization: ResourceAuthorization,
  ): Promise<OrderEnvelope> {
    const key = idempotencyKeyOf(idempotencyKey);
    const order = parseBody(form.body.schema, body);
    const { interactionId } = authorization;
    const consent = namedConsent(authorization, order.Data.ConsentId);
    const { kind, path: endpoint } = form;
    const now = this.clock.now();
    const ordered = { kind, endpoint, order, key, consent, interactionId, now };
    const placed = consent.status === 'AUTHORISED' ? await this.placed(ordered) : undefined;
    return this.answer(form, placed ?? (await this.orderedBefore(ordered)), authorization);
  }

  /** An order, for the client that placed it. */
  async show(
    form: PaymentOrderForm,
    orderId: string,
    authorization: ResourceAuthorization,
  ): Promise<OrderEnvelope> {
    return this.answer(form, await this.found(form, orderId, authorization), authorization);
  }

  /** Every status of the payments that were made. */
  async details(
    form: PaymentOrderForm,
    orderId: string,
    authorization: ResourceAuthorization,
  ): Promise<Envelope<PaymentDetails>> {
    const { id } = await this.found(form, orderId, authorization);
    const history = await this.orders.details(id);
    return onePage(paymentDetails(history), `${selfOf(form, id, authorization)}/payment-details`);
  }

  private found(
    { kind, idName }: PaymentOrderForm,
    orderId: string,
    authorization: ResourceAuthorization,
  ): Promise<OrderRow> {
    return ownResource(idName, orderId, authorization, (id, bank) =>
      this.orders.find(id, bank, kind),
    );
  }

  /** Writes it down; undefined when something was ordered under this key before. */
  private async placed(ordered: Ordered): Promise<OrderRow | undefined> {
    const { order, consent } = ordered;
    const consented = consent.details as unknown as {
      consent: ConsentedOrder & Authorised['consent'];
    };
    assertAsConsented(consented, order);
    const parties = await this.orders.parties(ordered);
    // Whether there is money enough is a question for its day.
    const { DebtorAccount } = order.Data.Initiation;
    assertPayable(parties, { InstructedAmount: { Currency: 'GBP' }, DebtorAccount });
    assertSignedByOne(consented, parties);
    return this.orders.place(ordered);
  }

  /** What this key stands for; 400 when that is another order, or nothing although the consent is used up. */
  private async orderedBefore(ordered: Ordered): Promise<OrderRow> {
    const known = await this.orders.underKey(ordered);
    if (known === undefined) throw consentIsSpent();
    if (known.isTheSame) return known.row;
    throw keyWasUsed(ordered.key);
  }

  private answer(
    form: PaymentOrderForm,
    row: OrderRow,
    authorization: ResourceAuthorization,
  ): OrderEnvelope {
    const resource = { [form.idName]: row.id, ...orderResource(row) };
    return onePage(resource, selfOf(form, row.id, authorization));
  }
}

const selfOf = (
  { path }: PaymentOrderForm,
  id: string,
  { baseUrl, bank }: ResourceAuthorization,
): string => `${baseUrl}/${bank}/${apiPath}/pisp/${path}/${id}`;
