import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { accountAccessTypeName } from '@sandbank/consent';
import { ServedOverMutualTls } from '@sandbank/platform';
import { AccessTokenGuard, RequireConsentType, RequireScope } from '@sandbank/protected-resource';
import { AccessInterceptor } from './access.interceptor.js';

/** Path of the API below the bank's slug. */
export const apiPath = 'open-banking/v4.0';

/**
 * A controller of the account information API: below `/{bank}/open-banking/v4.0/aisp`, scope `accounts`, for consents of
 * account access alone.
 */
export const AccountInformation = () =>
  applyDecorators(
    Controller(`:bank/${apiPath}/aisp`),
    ServedOverMutualTls(),
    RequireScope('accounts'),
    RequireConsentType(accountAccessTypeName),
    UseGuards(AccessTokenGuard),
    UseInterceptors(AccessInterceptor),
  );
