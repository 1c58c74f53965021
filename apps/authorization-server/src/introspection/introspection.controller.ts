import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { AuthenticatesClients } from '../client-authentication/authenticates-clients.decorator.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import type { IntrospectionResponse } from './introspection-response.js';
import { IntrospectionService } from './introspection.service.js';

/** The introspection endpoint (RFC 7662 2), for registered resource servers alone (MS-6.2). */
@Controller(':bank/introspect')
@AuthenticatesClients()
export class IntrospectionController {
  constructor(@Inject(IntrospectionService) private readonly introspection: IntrospectionService) {}

  @Post()
  @HttpCode(200)
  introspect(@AuthenticatedRequest() request: OAuthRequest): Promise<IntrospectionResponse> {
    return this.introspection.introspect(request);
  }
}
