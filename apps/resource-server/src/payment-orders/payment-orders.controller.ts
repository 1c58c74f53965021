import { Body, Get, Inject, Param, Post, type Type } from '@nestjs/common';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import {
  Authorization,
  RequireAuthentication,
  RequireConsentType,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import type { PayingBank } from '../banks.js';
import type { Envelope } from '../open-banking/envelope.js';
import { IdempotencyKey } from '../idempotency/idempotency-key.js';
import { Operation } from '../openapi/operation.decorator.js';
import type { PaymentDetails } from '../payments/payment-details.resource.js';
import { PaymentInitiation } from '../access/payment-initiation.decorator.js';
import type { PaymentOrderForm } from './payment-order-form.js';
import { PaymentOrdersService, type OrderEnvelope } from './payment-orders.service.js';

/** POST, GET and GET …/payment-details of one kind of order. */
export function paymentOrdersController(form: PaymentOrderForm): Type {
  const { path, idName, tag, noun, body, answer, details } = form;

  @PaymentInitiation()
  class PaymentOrdersController {
    constructor(@Inject(PaymentOrdersService) private readonly orders: PaymentOrdersService) {}

    @Post(path)
    @RequireConsentType(form.type)
    @RequireAuthentication(({ paymentAuthenticationSeconds }: PayingBank) => ({
      acrValues: [strongCustomerAuthentication],
      maxAgeSeconds: paymentAuthenticationSeconds,
    }))
    @Operation({
      summary: `Order ${noun}`,
      ...{ tag, headers: ['x-idempotency-key'], body, answer },
      errors: ['U008', 'U009'],
    })
    order(
      @Body() ordered: unknown,
      @IdempotencyKey() idempotencyKey: string | undefined,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<OrderEnvelope> {
      return this.orders.order(form, ordered, idempotencyKey, authorization);
    }

    @Get(`${path}/:${idName}`)
    @Operation({ summary: `How ${noun} stands`, ...{ tag, answer }, token: 'either' })
    show(
      @Param(idName) orderId: string,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<OrderEnvelope> {
      return this.orders.show(form, orderId, authorization);
    }

    @Get(`${path}/:${idName}/payment-details`)
    @Operation({
      summary: `What became of the payments of ${noun}`,
      tag,
      answer: details,
      token: 'either',
    })
    details(
      @Param(idName) orderId: string,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<Envelope<PaymentDetails>> {
      return this.orders.details(form, orderId, authorization);
    }
  }
  return PaymentOrdersController;
}
