import { Body, Get, Headers, Inject, Param, Post } from '@nestjs/common';
import { domesticPaymentTypeName } from '@sandbank/consent';
import { strongCustomerAuthentication } from '@sandbank/oauth';
import {
  Authorization,
  RequireAuthentication,
  RequireConsentType,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import type { PayingBank } from '../banks.js';
import { PaymentInitiation } from './payment-initiation.decorator.js';
import { PaymentsService, type PaymentEnvelope } from './payments.service.js';

/** POST /domestic-payments and GET /domestic-payments/{DomesticPaymentId}. */
@PaymentInitiation()
export class PaymentsController {
  constructor(@Inject(PaymentsService) private readonly payments: PaymentsService) {}

  @Post('domestic-payments')
  @RequireConsentType(domesticPaymentTypeName)
  @RequireAuthentication(({ paymentAuthenticationSeconds }: PayingBank) => ({
    acrValues: [strongCustomerAuthentication],
    maxAgeSeconds: paymentAuthenticationSeconds,
  }))
  pay(
    @Body() body: unknown,
    @Headers('x-idempotency-key') idempotencyKey: string | undefined,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<PaymentEnvelope> {
    return this.payments.pay(body, idempotencyKey, authorization);
  }

  @Get('domestic-payments/:DomesticPaymentId')
  payment(
    @Param('DomesticPaymentId') paymentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<PaymentEnvelope> {
    return this.payments.payment(paymentId, authorization);
  }
}
