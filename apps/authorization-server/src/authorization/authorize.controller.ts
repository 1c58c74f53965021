import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { parseOAuthParameters } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setInteractionCookie } from '../interaction/interaction-cookie.js';
import { InteractionService } from '../interaction/interaction.service.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { AuthorizationService } from './authorization.service.js';

/** The authorization endpoint: takes only what was pushed (RFC 9126 4). No CORS here (SP-5.2.3-3). */
@Controller(':bank/authorize')
export class AuthorizeController {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(AuthorizationService) private readonly authorization: AuthorizationService,
    @Inject(InteractionService) private readonly interactions: InteractionService,
  ) {}

  @Get()
  async authorize(
    @Param('bank') bank: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const issuer = await this.issuers.get(bank);
    const params = parseOAuthParameters(queryOf(request.url));
    const pushed = await this.authorization.begin(issuer, params);
    request.clientId = pushed.clientId;
    const { id, browserSecret } = await this.interactions.begin(issuer, pushed);
    setInteractionCookie(reply, id, browserSecret);
    await reply.redirect(`/${issuer.slug}/interaction/${id}/login`, 303);
  }
}

/** All of the query: what follows a second question mark belongs to it too (RFC 3986 3.4). */
const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
