import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { randomToken } from '@sandbank/crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { CustomerService } from '../customer/customer.service.js';
import { Attempters } from '../interaction/attempters.js';
import { BrowserBinding } from '../interaction/browser-binding.js';
import { credentialsIn } from '../interaction/credentials.js';
import { sendPage } from '../interaction/page.js';
import {
  demoHint,
  unknownCredentials,
  waitProblem,
  type Problem,
} from '../interaction/sign-in-problem.js';
import { formOf } from '../interaction/step.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { CustomerSessionStore } from './customer-session.store.js';
import { dashboardPaths, wantedPage, withWanted } from './dashboard-paths.js';
import {
  sessionSecretOf,
  setSessionCookie,
  setVisitorCookie,
  visitorSecretOf,
} from './session-cookie.js';
import { DashboardLoginView, type SignInReason } from './views/index.js';

/** One look at the sign-in page, or one try. */
interface SignIn {
  readonly issuer: Issuer;
  /** What the browser holds, so that only a page shown to it can sign it in. */
  readonly visitorSecret: string;
  readonly wanted: string;
  readonly reason: string | null;
}

/** The page on which a customer signs in to the dashboard with name and password. */
@Controller(':bank/dashboard/login')
export class DashboardSignInController {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(Attempters) private readonly attempters: Attempters,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
  ) {}

  @Get()
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const signIn = await this.at(request);
    const { issuer, wanted } = signIn;
    const secret = sessionSecretOf(request, issuer.slug);
    if (secret !== '' && (await this.sessions.open(issuer.slug, secret)) !== undefined) {
      await reply.redirect(wanted, 303);
      return;
    }
    setVisitorCookie(reply, issuer.slug, signIn.visitorSecret);
    this.show(signIn, reply, {});
  }

  @Post()
  async signIn(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const signIn = await this.at(request);
    const { issuer, visitorSecret, wanted } = signIn;
    const form = formOf(body);
    this.binding.assertCsrfToken(formId, visitorSecret, form.get('csrf'));
    const credentials = credentialsIn(form);
    if (credentials === undefined) {
      this.show(signIn, reply, { problem: unknownCredentials });
      return;
    }
    const { username, password } = credentials;
    const who = this.attempters.of(request, issuer.slug, username);
    const tried = await this.customers.authenticate(who, password);
    if (tried.outcome === 'right') {
      // A browser that signs in gets a new secret: one that was slipped to it before opens nothing.
      setSessionCookie(reply, issuer.slug, await this.sessions.begin(issuer.slug, tried.value));
      const { code } = dashboardPaths(issuer.slug);
      await reply.redirect(withWanted(issuer.slug, code, wanted), 303);
    } else {
      const early = tried.outcome === 'early';
      const problem = early ? waitProblem(tried.waitSeconds) : unknownCredentials;
      this.show(signIn, reply, { username, problem });
    }
  }

  private async at(request: FastifyRequest): Promise<SignIn> {
    const { bank } = request.params as { bank: string };
    const issuer = await this.issuers.get(bank);
    const query = new URL(request.url, 'https://any.invalid').searchParams;
    const held = visitorSecretOf(request, issuer.slug);
    return {
      issuer,
      visitorSecret: held === '' ? randomToken() : held,
      wanted: wantedPage(issuer.slug, query.get('to')),
      reason: query.get('reason'),
    };
  }

  private show(
    { issuer, visitorSecret, wanted, reason }: SignIn,
    reply: FastifyReply,
    { username, problem }: { username?: string; problem?: Problem },
  ): void {
    const { slug, name, tagline } = issuer;
    const view = createElement(DashboardLoginView, {
      bank: { slug, name, tagline },
      action: withWanted(slug, dashboardPaths(slug).login, wanted),
      csrfToken: this.binding.csrfToken(formId, visitorSecret),
      username,
      reason: reasonOf(reason),
      demoHint,
      ...problem?.words,
    });
    if (problem !== undefined) void reply.headers(problem.headers);
    sendPage(reply, view, { status: problem?.status ?? 200 });
  }
}

// What the form's token is made for, before there is a session.
const formId = 'dashboard-login';

const reasons: readonly SignInReason[] = ['ended', 'signed-out', 'wrong-codes'];
const reasonOf = (sent: string | null): SignInReason | undefined =>
  reasons.find((reason) => reason === sent);
