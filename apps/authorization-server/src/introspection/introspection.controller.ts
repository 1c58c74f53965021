import { Controller, HttpCode, Inject, Post, UseGuards, UseInterceptors } from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import { ClientAuthenticationGuard } from '../client-authentication/client-authentication.guard.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { SpentAdmissionInterceptor } from '../client-authentication/spent-admission.interceptor.js';
import type { IntrospectionResponse } from './introspection-response.js';
import { IntrospectionService } from './introspection.service.js';

/** The introspection endpoint (RFC 7662 2), for registered resource servers alone (MS-6.2). */
@Controller(':bank/introspect')
@ServedOverMutualTls()
@UseGuards(ClientAuthenticationGuard)
@UseInterceptors(SpentAdmissionInterceptor)
export class IntrospectionController {
  constructor(@Inject(IntrospectionService) private readonly introspection: IntrospectionService) {}

  @Post()
  @HttpCode(200)
  introspect(@AuthenticatedRequest() request: OAuthRequest): Promise<IntrospectionResponse> {
    return this.introspection.introspect(request);
  }
}
