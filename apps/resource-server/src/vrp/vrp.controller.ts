import { Body, Get, Inject, Param, Post } from '@nestjs/common';
import { domesticVrpTypeName } from '@sandbank/consent';
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
import { PaymentInitiation } from '../access/payment-initiation.decorator.js';
import { vrpOrderSchema } from './vrp-order.js';
import * as examples from './vrp.examples.js';
import type { VrpPaymentDetails } from './vrp.resource.js';
import { vrpDetailsEnvelope, vrpEnvelope } from './vrp.schema.js';
import { VrpService, type VrpEnvelope } from './vrp.service.js';

const tag = 'Variable recurring payments';

/** An order that says it was made with strong authentication needs a sign-in as fresh as that of a single payment. */
function freshIfSaid({ paymentAuthenticationSeconds }: PayingBank, body: unknown) {
  const { Data } = (body ?? {}) as { Data?: { PSUAuthenticationMethod?: unknown } };
  if (Data?.PSUAuthenticationMethod !== 'UK.OBIE.SCA') return undefined;
  return {
    acrValues: [strongCustomerAuthentication],
    maxAgeSeconds: paymentAuthenticationSeconds,
  } as const;
}

/** POST /domestic-vrps, GET /domestic-vrps/{DomesticVRPId} and its payment-details. */
@PaymentInitiation()
export class VrpController {
  constructor(@Inject(VrpService) private readonly payments: VrpService) {}

  @Post('domestic-vrps')
  @RequireConsentType(domesticVrpTypeName)
  @RequireAuthentication(freshIfSaid)
  @Operation({
    summary: 'Pay within the limits of a consent',
    tag,
    body: { schema: vrpOrderSchema, example: examples.order },
    headers: ['x-idempotency-key'],
    answer: { schema: vrpEnvelope, example: examples.payment },
    errors: ['U008', 'U009', 'U014'],
  })
  pay(
    @Body() body: unknown,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<VrpEnvelope> {
    return this.payments.pay(body, idempotencyKey, authorization);
  }

  @Get('domestic-vrps/:DomesticVRPId')
  @Operation({
    summary: 'Look at such a payment',
    tag,
    token: 'either',
    answer: { schema: vrpEnvelope, example: examples.payment },
  })
  payment(
    @Param('DomesticVRPId') paymentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<VrpEnvelope> {
    return this.payments.payment(paymentId, authorization);
  }

  @Get('domestic-vrps/:DomesticVRPId/payment-details')
  @Operation({
    summary: 'See every status of such a payment',
    tag,
    token: 'either',
    answer: { schema: vrpDetailsEnvelope, example: examples.paymentDetails },
  })
  details(
    @Param('DomesticVRPId') paymentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<Envelope<VrpPaymentDetails>> {
    return this.payments.details(paymentId, authorization);
  }
}
