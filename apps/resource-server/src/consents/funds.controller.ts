import { Get, Inject, Param } from '@nestjs/common';
import { domesticPaymentTypeName } from '@sandbank/consent';
import {
  Authorization,
  RequireConsentType,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { Operation } from '../openapi/operation.decorator.js';
import type { Envelope } from '../open-banking/envelope.js';
import { PaymentInitiation } from '../access/payment-initiation.decorator.js';
import { fundsAvailableAnswer } from './funds.schema.js';
import { FundsService, type FundsAvailable } from './funds.service.js';

/** GET /domestic-payment-consents/{ConsentId}/funds-confirmation, with the customer's token of that consent. */
@PaymentInitiation()
@RequireConsentType(domesticPaymentTypeName)
export class FundsController {
  constructor(@Inject(FundsService) private readonly funds: FundsService) {}

  @Get('domestic-payment-consents/:ConsentId/funds-confirmation')
  @Operation({
    summary: 'Whether the account could bear the payment now',
    tag: 'Domestic payments',
    answer: fundsAvailableAnswer,
    errors: ['U008', 'U009'],
  })
  available(
    @Param('ConsentId') consentId: string,
    @Authorization() authorization: ResourceAuthorization,
  ): Promise<Envelope<FundsAvailable>> {
    return this.funds.forPayment(consentId, authorization);
  }
}
