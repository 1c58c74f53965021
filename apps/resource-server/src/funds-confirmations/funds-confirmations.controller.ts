import { Body, Controller, Inject, Param, Post, UseGuards, UseInterceptors } from '@nestjs/common';
import { domesticVrpTypeName, fundsConfirmationTypeName } from '@sandbank/consent';
import { ServedOverMutualTls } from '@sandbank/platform';
import {
  AccessTokenGuard,
  Authorization,
  RequireConsentType,
  RequireScope,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccessInterceptor } from '../access/access.interceptor.js';
import { apiPath } from '../access/account-information.decorator.js';
import { Operation } from '../openapi/operation.decorator.js';
import { PaymentInitiation } from '../access/payment-initiation.decorator.js';
import * as examples from './funds-confirmations.examples.js';
import {
  fundsConfirmationEnvelope,
  vrpFundsConfirmationEnvelope,
} from './funds-confirmations.schema.js';
import { FundsConfirmationsService } from './funds-confirmations.service.js';
import { fundsQuestionSchema, vrpFundsQuestionSchema } from './funds-question.js';

/** POST /funds-confirmations. */
@Controller(`:bank/${apiPath}/cbpii`)
@ServedOverMutualTls()
@RequireScope('fundsconfirmations')
@RequireConsentType(fundsConfirmationTypeName)
@UseGuards(AccessTokenGuard)
@UseInterceptors(AccessInterceptor)
export class FundsConfirmationsController {
  constructor(
    @Inject(FundsConfirmationsService) private readonly funds: FundsConfirmationsService,
  ) {}

  @Post('funds-confirmations')
  @Operation({
    summary: 'Ask whether an account holds a sum',
    tag: 'Funds confirmations',
    body: { schema: fundsQuestionSchema, example: examples.question },
    answer: { schema: fundsConfirmationEnvelope, example: examples.confirmation },
  })
  confirm(@Body() body: unknown, @Authorization() authorization: ResourceAuthorization) {
    return this.funds.confirm(body, authorization);
  }
}

/** POST /domestic-vrp-consents/{ConsentId}/funds-confirmation. */
@PaymentInitiation()
@RequireConsentType(domesticVrpTypeName)
export class VrpFundsController {
  constructor(
    @Inject(FundsConfirmationsService) private readonly funds: FundsConfirmationsService,
  ) {}

  @Post('domestic-vrp-consents/:ConsentId/funds-confirmation')
  @Operation({
    summary: 'Ask whether the account could bear a payment within limits',
    tag: 'Variable recurring payments',
    body: { schema: vrpFundsQuestionSchema, example: examples.question },
    answer: { schema: vrpFundsConfirmationEnvelope, example: examples.vrpConfirmation },
    errors: ['U009', 'U014'],
  })
  confirm(
    @Param('ConsentId') consentId: string,
    @Body() body: unknown,
    @Authorization() authorization: ResourceAuthorization,
  ) {
    return this.funds.confirmVrp(consentId, body, authorization);
  }
}
