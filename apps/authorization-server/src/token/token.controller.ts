import {
  Controller,
  HttpCode,
  Inject,
  Post,
  Req,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { ClientAuthenticationGuard } from '../client-authentication/client-authentication.guard.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { SpentAdmissionInterceptor } from '../client-authentication/spent-admission.interceptor.js';
import { TokenEndpoint } from './token-endpoint.js';
import type { TokenResponse } from './token.service.js';

/** The token endpoint (RFC 6749 3.2). */
@Controller(':bank/token')
@ServedOverMutualTls()
@UseGuards(ClientAuthenticationGuard)
@UseInterceptors(SpentAdmissionInterceptor)
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
