import { applyDecorators, UseGuards, UseInterceptors } from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import { ClientAuthenticationGuard } from './client-authentication.guard.js';
import { SpentAdmissionInterceptor } from './spent-admission.interceptor.js';

/**
 * An endpoint for authenticated clients alone, at both listeners: what a request may use once is used up by it, also when it
 * is refused later on.
 */
export const AuthenticatesClients = (): ClassDecorator =>
  applyDecorators(
    ServedOverMutualTls(),
    UseGuards(ClientAuthenticationGuard),
    UseInterceptors(SpentAdmissionInterceptor),
  );
