import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { CustomerSessionStore } from './customer-session.store.js';
import { DashboardPages } from './dashboard-pages.js';
import { DashboardVisits } from './dashboard-visits.js';
import { withWanted } from './dashboard-paths.js';
import { setSessionCookie } from './session-cookie.js';
import { ConsentDetailsView, OverviewView } from './views/index.js';

/** What a customer shares and has shared, and the way out. */
@Controller(':bank/dashboard')
export class DashboardController {
  constructor(
    @Inject(DashboardVisits) private readonly visits: DashboardVisits,
    @Inject(DashboardPages) private readonly pages: DashboardPages,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
  ) {}

  @Get()
  async current(
    @Query('stopped') stopped: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    visit.send(createElement(OverviewView, await this.pages.current(visit, stopped)));
  }

  @Get('history')
  async history(
    @Query('after') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    visit.send(createElement(OverviewView, await this.pages.history(visit, after)));
  }

  @Get('consents/:consentId')
  async details(
    @Param('consentId') consentId: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    const model = await this.pages.details(visit, consentId, query);
    if (model === undefined) visit.sendNotFound();
    else visit.send(createElement(ConsentDetailsView, model));
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return;
    const { issuer, session, paths } = visit;
    await this.sessions.end(session.id);
    setSessionCookie(reply, issuer.slug, '');
    await reply.redirect(withWanted(issuer.slug, paths.login, paths.current, 'signed-out'), 303);
  }

  /** Whatever else stands below the dashboard: the same page as for something that is not this customer's. */
  @Get('*')
  async nothing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const visit = await this.visits.at(request, reply);
    visit?.sendNotFound();
  }
}
