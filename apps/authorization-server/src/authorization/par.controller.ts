import {
  Controller,
  Header,
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
import { AuthorizationService, type PushedAuthorizationResponse } from './authorization.service.js';

/** The pushed authorization request endpoint (RFC 9126 2). */
@Controller(':bank/par')
@ServedOverMutualTls()
@UseGuards(ClientAuthenticationGuard)
@UseInterceptors(SpentAdmissionInterceptor)
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
