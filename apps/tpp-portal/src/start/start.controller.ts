import { Controller, Get, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { randomToken } from '@sandbank/crypto';
import { isUuid } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { BankRegistry } from '../banks/bank-registry.js';
import { FlowStore } from '../flow/flow.store.js';
import { startUrlAction } from '../journey/actions.js';
import { JourneyService } from '../journey/journey.service.js';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { SessionService } from '../session/session.service.js';
import { isWanted } from './start-intent.js';
import { confirmationPage, outcomePage, startPagePolicy } from './start.pages.js';
import { startOutcome } from './start-outcome.js';

/**
 * A journey by plain HTTP and redirects: `/start?issuer=…` leads to the bank, the callback ends at `/start/{flow}`,
 * which tells what came of it. Only issuers of the settings are gone to (SP-5.3.3.1-10).
 */
@ForVisitors()
@Controller('start')
@UseFilters(PortalErrorFilter)
export class StartController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(JourneyService) private readonly journeys: JourneyService,
    @Inject(FlowStore) private readonly flows: FlowStore,
  ) {}

  @Get()
  async start(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query('issuer') issuer: unknown,
  ): Promise<void> {
    const bank = this.banks.ofIssuer(typeof issuer === 'string' ? issuer : '');
    if (!isWanted(request.headers)) {
      const nonce = randomToken(16);
      void page(reply, nonce).status(200).send(confirmationPage(bank, nonce));
      return;
    }
    const session = await this.sessions.findOrBegin(request, reply);
    const { authorizationUrl } = await this.journeys.start({
      bank: bank.slug,
      session,
      resume: { action: startUrlAction, stepUps: 0 },
    });
    void reply
      .status(303)
      .headers({ location: authorizationUrl, 'cache-control': 'no-store' })
      .send();
  }

  @Get(':flow')
  async outcome(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('flow') flowId: string,
  ): Promise<void> {
    const session = await this.sessions.find(request);
    const flow = session && isUuid(flowId) ? await this.flows.find(flowId, session) : null;
    if (flow === null) {
      throw new PortalError('unknown_flow', 'There is no such journey in this browser.');
    }
    const outcome = startOutcome(flow, this.banks.get(flow.bank), await this.flows.hops(flowId));
    const status = outcome.status === 'failed' ? 502 : 200;
    if (!(request.headers.accept ?? '').includes('text/html')) {
      void reply.status(status).header('cache-control', 'no-store').send(outcome);
      return;
    }
    const nonce = randomToken(16);
    void page(reply, nonce).status(status).send(outcomePage(outcome, nonce));
  }
}

const page = (reply: FastifyReply, nonce: string): FastifyReply =>
  reply
    .headers({
      'content-security-policy': startPagePolicy(nonce),
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    })
    .type('text/html; charset=utf-8');
