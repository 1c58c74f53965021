import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { domesticPaymentTypeName } from '@sandbank/consent';
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
import type { PaymentDetails } from './payment-details.resource.js';
import { PaymentInitiation } from '../access/payment-initiation.decorator.js';
import { paymentOrderSchema } from './payment-order.js';
import * as examples from './payment.examples.js';
import { paymentDetailsEnvelope, paymentEnvelope } from './payment.schema.js';
import { PaymentsService, type PaymentEnvelope } from './payments.service.js';

const tag = 'Domestic payments';

/** POST /domestic-payments, GET /domestic-payments/{DomesticPaymentId} and GET …/payment-details. */
@PaymentInitiation()
export class PaymentsController {
  constructor(@Inject(PaymentsService) private readonly payments: PaymentsService) {}

  @Post('domestic-payments')
  @RequireConsentType(domesticPaymentTypeName)
  @RequireAuthentication(({ paymentAuthenticationSeconds }: PayingBank) => ({
    acrValues: [strongCustomerAuthentication],
    maxAgeSeconds: paymentAuthenticationSeconds,
  }))
  @Operation({
    summary: 'Order a payment',
    tag,
    headers: ['x-idempotency-key'],
    body: { schema: paymentOrderSchema, example: examples.order },
    answer: { schema: paymentEnvelope, example: examples.payment },
    errors: ['U008', 'U009', 'U014'],
  })
  pay(
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<PaymentEnvelope> {
    return this.payments.pay(body, idempotencyKey, authorization);
  }

  @Get('domestic-payments/:DomesticPaymentId')
  @Operation({
    summary: 'A payment as it stands',
    tag,
    answer: { schema: paymentEnvelope, example: examples.payment },
    token: 'either',
  })
  payment(
    @Param('DomesticPaymentId') paymentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<PaymentEnvelope> {
    return this.payments.payment(paymentId, authorization);
  }

  @Get('domestic-payments/:DomesticPaymentId/payment-details')
  @Operation({
    summary: 'Every status that a payment had',
    tag,
    answer: { schema: paymentDetailsEnvelope, example: examples.paymentDetails },
    token: 'either',
  })
  details(
    @Param('DomesticPaymentId') paymentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<Envelope<PaymentDetails>> {
    return this.payments.details(paymentId, authorization);
  }
}
