import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CustomerStops, type Act } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { DashboardVisits, ownerOf, type Visit } from './dashboard-visits.js';
import { StopPages } from './stop-pages.js';
import { StopView } from './views/index.js';

/** Stopping in two steps: a page says what follows, its button does it. */
@Controller(':bank/dashboard')
export class DashboardStopController {
  constructor(
    @Inject(DashboardVisits) private readonly visits: DashboardVisits,
    @Inject(StopPages) private readonly pages: StopPages,
    @Inject(CustomerStops) private readonly stops: CustomerStops,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('consents/:consentId/stop')
  async askConsent(
    @Param('consentId') consentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    const model = await this.pages.ofConsent(visit, consentId);
    if (model === undefined) visit.sendNotFound();
    else if (model === 'ended') await toConsent(visit, reply, consentId, 'stopped-before');
    else visit.send(createElement(StopView, model));
  }

  @Post('consents/:consentId/stop')
  async stopConsent(
    @Param('consentId') consentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    // It must be this customer's to be told of; that it still lives is settled by the statement itself.
    if (!(await this.pages.owns(visit, consentId))) {
      visit.sendNotFound();
      return;
    }
    const act = this.act(visit, request);
    const stopped =
      (await this.stops.stopConsent(ownerOf(visit), consentId, act)) ||
      (await this.pages.callOff(visit, consentId));
    await toConsent(visit, reply, consentId, stopped ? 'stopped' : 'stopped-before');
  }

  @Get('apps/:clientId/stop')
  async askApp(
    @Param('clientId') clientId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    const model = await this.pages.ofApp(visit, clientId);
    if (model === undefined) visit.sendNotFound();
    else if (model === 'ended') await toOverview(visit, reply, clientId);
    else visit.send(createElement(StopView, model));
  }

  @Post('apps/:clientId/stop')
  async stopApp(
    @Param('clientId') clientId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    if (!(await this.pages.knows(visit, clientId))) {
      visit.sendNotFound();
      return;
    }
    await this.stops.stopClient(ownerOf(visit), clientId, this.act(visit, request));
    await toOverview(visit, reply, clientId);
  }

  private act({ session }: Visit, request: FastifyRequest): Act {
    return {
      now: this.clock.now(),
      by: `customer:${session.customerId}`,
      surface: 'dashboard',
      interactionId: request.id,
    };
  }
}

const toConsent = async (
  { paths }: Visit,
  reply: FastifyReply,
  consentId: string,
  outcome: 'stopped' | 'stopped-before',
): Promise<void> => {
  await reply.redirect(`${paths.consent(consentId)}?outcome=${outcome}`, 303);
};

const toOverview = async (
  { paths }: Visit,
  reply: FastifyReply,
  clientId: string,
): Promise<void> => {
  await reply.redirect(`${paths.current}?stopped=${encodeURIComponent(clientId)}`, 303);
};
