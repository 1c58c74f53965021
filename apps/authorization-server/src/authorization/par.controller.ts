import { Controller, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthenticatesClients } from '../client-authentication/authenticates-clients.decorator.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { AuthorizationService, type PushedAuthorizationResponse } from './authorization.service.js';

/** The pushed authorization request endpoint (RFC 9126 2). */
@Controller(':bank/par')
@AuthenticatesClients()
export class ParController {
  constructor(@Inject(AuthorizationService) private readonly authorization: AuthorizationService) {}

  @Post()
  @HttpCode(201)
  @Header('cache-control', 'no-cache, no-store')
  push(
    @AuthenticatedRequest() request: OAuthRequest,
    @Req() { id }: FastifyRequest,
  ): Promise<PushedAuthorizationResponse> {
    return this.authorization.push(request, id);
  }
}
