import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import { AccessTokenGuard, RequireScope } from '@sandbank/protected-resource';
import { AccessInterceptor } from './access.interceptor.js';

/** Path of the API below the bank's slug. */
export const apiPath = 'open-banking/v4.0';

/** A controller of the account information API: below `/{bank}/open-banking/v4.0/aisp`, scope `accounts`. */
export const AccountInformation = () =>
  applyDecorators(
    Controller(`:bank/${apiPath}/aisp`),
    ServedOverMutualTls(),
    RequireScope('accounts'),
    UseGuards(AccessTokenGuard),
    UseInterceptors(AccessInterceptor),
  );
