import { applyDecorators, Controller, UseGuards, UseInterceptors } from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import { AccessTokenGuard, RequireScope } from '@sandbank/protected-resource';
import { AccessInterceptor } from '../access/access.interceptor.js';
import { apiPath } from '../access/account-information.decorator.js';
import { eventScopes } from './event-types.js';

/** A controller of the events API: below `/{bank}/open-banking/v4.0`, with a token of the client's own of any scope. */
export const EventAccess = (path: string) =>
  applyDecorators(
    Controller(`:bank/${apiPath}/${path}`),
    ServedOverMutualTls(),
    RequireScope(...eventScopes),
    UseGuards(AccessTokenGuard),
    UseInterceptors(AccessInterceptor),
  );
