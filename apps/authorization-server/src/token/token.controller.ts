import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuthenticatesClients } from '../client-authentication/authenticates-clients.decorator.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { TokenEndpoint } from './token-endpoint.js';
import type { TokenResponse } from './token.service.js';

/** The token endpoint (RFC 6749 3.2). */
@Controller(':bank/token')
@AuthenticatesClients()
export class TokenController {
  constructor(@Inject(TokenEndpoint) private readonly endpoint: TokenEndpoint) {}

  @Post()
  @HttpCode(200)
  token(
    @AuthenticatedRequest() request: OAuthRequest,
    @Req() { id }: FastifyRequest,
  ): Promise<TokenResponse> {
    return this.endpoint.answer(request, id);
  }
}
