import { Inject, Injectable } from '@nestjs/common';
import { isAsConsented, type Authorised, type ConsentedOrder } from '@sandbank/consent';
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
import { parseBody } from '../open-banking/request-body.js';
import { assertPayable, assertSignedByOne } from '../payments/payable.js';
import type { PaymentDetails } from '../payments/payment-details.resource.js';
import { consentIsSpent } from '../payments/payments.store.js';
import type { PaymentOrderForm } from './payment-order-form.js';
import { orderDetails, orderResource, type OrderRow } from './payment-order.resource.js';
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
    return onePage(orderDetails(history), `${selfOf(form, id, authorization)}/payment-details`);
  }

  private async found(
    { kind, idName }: PaymentOrderForm,
    orderId: string,
    { bank, clientId, subject, consents }: ResourceAuthorization,
  ): Promise<OrderRow> {
    if (!isUuid(orderId)) throw invalidField(`${idName} is malformed`, idName, orderId);
    const row = await this.orders.find(orderId, bank, kind);
    if (row === undefined) throw unknownResource('there is no such order', idName);
    const isItsOwn =
      row.client_id === clientId &&
      (subject === undefined || consents.some((one) => one.consentId === row.consent_id));
    if (!isItsOwn) throw notCovered('the order is that of another consent', idName);
    return row;
  }

  /** Writes it down; undefined when something was ordered under this key before. */
  private async placed(ordered: Ordered): Promise<OrderRow | undefined> {
    const { order, consent } = ordered;
    const { Initiation } = order.Data;
    const consented = consent.details as unknown as {
      consent: ConsentedOrder & Authorised['consent'];
    };
    if (!isAsConsented(consented, { Initiation, Risk: order.Risk })) {
      const isRisk = isAsConsented(consented, { Initiation, Risk: consented.consent.Risk });
      const place = isRisk ? 'Risk' : 'Data.Initiation';
      throw consentDiffers('the order is not the one that was consented', place);
    }
    const parties = await this.orders.parties(ordered);
    if (parties === undefined) {
      const problem = 'the customer cannot pay from the account that was chosen';
      throw notCovered(problem, 'Data.ConsentId');
    }
    // Whether there is money enough is a question for its day.
    assertPayable(parties, 'GBP');
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
