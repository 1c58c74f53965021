import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import { AcceptUsedConsent, AccessTokenGuard, RequireScope } from '@sandbank/protected-resource';
import { AccessInterceptor } from './access.interceptor.js';
import { apiPath } from './account-information.decorator.js';

/**
 * A controller of the payment initiation API: below `/{bank}/open-banking/v4.0/pisp`, scope `payments`. A consent
 * that was used up still lets a call pass: its payment can be looked at, and asked for again under its key.
 */
export const PaymentInitiation = () =>
  applyDecorators(
    Controller(`:bank/${apiPath}/pisp`),
    ServedOverMutualTls(),
    RequireScope('payments'),
    AcceptUsedConsent(),
    UseGuards(AccessTokenGuard),
    UseInterceptors(AccessInterceptor),
  );
