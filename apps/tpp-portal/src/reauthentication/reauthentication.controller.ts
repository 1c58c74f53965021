import { Controller, Inject, Param, Post, Req, UseFilters } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { ReauthenticationService } from './reauthentication.service.js';

/** Starts a new sign-in at the bank for a connection that is suspended there. */
@ForVisitors()
@Controller('api/banks/:bank/sign-in')
@UseFilters(PortalErrorFilter)
export class ReauthenticationController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ReauthenticationService) private readonly reauthentication: ReauthenticationService,
  ) {}

  @Post()
  async start(
    @Req() request: FastifyRequest,
    @Param('bank') bank: string,
  ): Promise<{ flowId: string; authorizationUrl: string }> {
    return this.reauthentication.start(await this.sessions.find(request), bank);
  }
}
