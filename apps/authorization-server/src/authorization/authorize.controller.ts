import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { parseFrontChannelParameters } from '@sandbank/oauth';
import { LOGGER, type Logger } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { browserSecretOf, setInteractionCookie } from '../interaction/interaction-cookie.js';
import { InteractionService } from '../interaction/interaction.service.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { ArrivalService } from './arrival.service.js';
import type { PushedRequest } from './pushed-request.js';

/** The authorization endpoint: takes only what was pushed (RFC 9126 4). No CORS here (SP-5.2.3-3). */
@Controller(':bank/authorize')
export class AuthorizeController {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ArrivalService) private readonly arrivals: ArrivalService,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** `HEAD` looks whether the request could be opened, and opens nothing. */
  @Get()
  async authorize(
    @Param('bank') bank: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const issuer = await this.issuers.get(bank);
    const { params, strays } = parseFrontChannelParameters(queryOf(request.url));
    const held = (interactionId: string) => browserSecretOf(request, interactionId);
    const { pushed, resumes } = await this.arrivals.begin(issuer, params, held);
    request.clientId = pushed.clientId;
    if (strays > 0) this.noteStrays(request, strays);
    if (request.method === 'HEAD') {
      await reply.status(200).send();
      return;
    }
    const id = resumes ?? (await this.begin(issuer, pushed, reply));
    await reply.redirect(`/${issuer.slug}/interaction/${id}/login`, 303);
  }

  /**
   * The same by form (OpenID Connect Core 3.1.2.1). It becomes a `GET`, since a form of another site comes without
   * our cookies, and a browser could not be known again.
   */
  @Post()
  async authorizeByForm(
    @Param('bank') bank: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const issuer = await this.issuers.get(bank);
    const { params } = parseFrontChannelParameters(typeof body === 'string' ? body : '');
    await reply.redirect(`/${issuer.slug}/authorize?${new URLSearchParams(params)}`, 303);
  }

  private async begin(issuer: Issuer, pushed: PushedRequest, reply: FastifyReply): Promise<string> {
    const { id, browserSecret } = await this.interactions.begin(issuer, pushed);
    setInteractionCookie(reply, id, browserSecret);
    return id;
  }

  /** How many, never which: they may hold anything. */
  private noteStrays(request: FastifyRequest, strays: number): void {
    this.logger.info(
      { interaction_id: request.id, client_id: request.clientId, stray_parameters: strays },
      'parameters beside request_uri were ignored',
    );
  }
}

/** All of the query: what follows a second question mark belongs to it too (RFC 3986 3.4). */
const queryOf = (url: string): string => (url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
