import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { invalidToken } from '@sandbank/oauth';
import { RejectionRecorder } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { AuthenticatesClients } from '../client-authentication/authenticates-clients.decorator.js';
import { AuthenticatedRequest, type OAuthRequest } from '../client-authentication/oauth-request.js';
import { RevocationService } from './revocation.service.js';

/** The revocation endpoint (RFC 7009 2). */
@Controller(':bank/revoke')
@AuthenticatesClients()
export class RevocationController {
  constructor(
    @Inject(RevocationService) private readonly revocation: RevocationService,
    @Inject(RejectionRecorder) private readonly rejections: RejectionRecorder,
  ) {}

  /** Answers 200 whether or not there was such a token; that nothing happened is told to the client's developers. */
  @Post()
  @HttpCode(200)
  async revoke(
    @AuthenticatedRequest() oauth: OAuthRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    if (await this.revocation.revoke(oauth, request.id)) return;
    const nothing = invalidToken('nothing was revoked: this client has no such token', {
      status: 200,
    });
    this.rejections.record(nothing.citing('RFC7009-2.2'), request);
  }
}
