import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { CustomerService, type SentCode } from '../customer/customer.service.js';
import { Attempters } from '../interaction/attempters.js';
import { BrowserBinding } from '../interaction/browser-binding.js';
import { sendPage } from '../interaction/page.js';
import { waitProblem, wrong, type Problem } from '../interaction/sign-in-problem.js';
import { formOf } from '../interaction/step.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { CustomerSessionStore, type PendingSignIn } from './customer-session.store.js';
import { dashboardPaths, wantedPage, withWanted } from './dashboard-paths.js';
import { sessionSecretOf, setSessionCookie } from './session-cookie.js';
import { DashboardCodeView } from './views/index.js';

/** A sign-in that waits for its code. */
interface Waiting {
  readonly issuer: Issuer;
  readonly signIn: PendingSignIn;
  readonly secret: string;
  readonly wanted: string;
}

/** The page on which a customer gives the one-time code, and is in. */
@Controller(':bank/dashboard/code')
export class DashboardCodeController {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(Attempters) private readonly attempters: Attempters,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
  ) {}

  @Get()
  async code(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const waiting = await this.at(request, reply);
    if (waiting !== undefined) this.show(waiting, reply);
  }

  @Post()
  async confirm(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const waiting = await this.at(request, reply);
    if (waiting === undefined) return;
    const { issuer, signIn, secret, wanted } = waiting;
    const form = formOf(body);
    this.binding.assertCsrfToken(signIn.id, secret, form.get('csrf'));
    const who = this.attempters.of(request, issuer.slug, signIn.username);
    const tried = await this.customers.confirm(who, sentCodeOf(signIn), form.get('otp') ?? '');
    if (tried.outcome === 'right') {
      setSessionCookie(reply, issuer.slug, await this.sessions.acceptCode(signIn.id, secret));
      this.attempters.remember(reply, who);
      await reply.redirect(wanted, 303);
    } else if (tried.outcome === 'early') {
      this.show(waiting, reply, waitProblem(tried.waitSeconds));
    } else {
      const left = await this.sessions.refuseCode(signIn.id);
      if (left > 0) this.show(waiting, reply, wrong('That is not the code we sent.'), left);
      else await this.beginAgain(waiting, reply);
    }
  }

  /** The sign-in of this browser, or undefined after it was sent to where it stands. */
  private async at(request: FastifyRequest, reply: FastifyReply): Promise<Waiting | undefined> {
    const { bank } = request.params as { bank: string };
    const issuer = await this.issuers.get(bank);
    const { slug } = issuer;
    const query = new URL(request.url, 'https://any.invalid').searchParams;
    const wanted = wantedPage(slug, query.get('to'));
    const secret = sessionSecretOf(request, slug);
    const signIn = secret === '' ? undefined : await this.sessions.signInOf(slug, secret);
    if (signIn !== undefined) return { issuer, signIn, secret, wanted };
    // The second half of a double click may arrive with the new secret: it leads on like the first.
    const isIn = secret !== '' && (await this.sessions.open(slug, secret)) !== undefined;
    const login = withWanted(
      slug,
      dashboardPaths(slug).login,
      wanted,
      secret ? 'ended' : undefined,
    );
    await reply.redirect(isIn ? wanted : login, 303);
    return undefined;
  }

  private async beginAgain({ issuer, wanted }: Waiting, reply: FastifyReply): Promise<void> {
    setSessionCookie(reply, issuer.slug, '');
    const { login } = dashboardPaths(issuer.slug);
    await reply.redirect(withWanted(issuer.slug, login, wanted, 'wrong-codes'), 303);
  }

  private show(
    { issuer, signIn, secret, wanted }: Waiting,
    reply: FastifyReply,
    problem?: Problem,
    attemptsLeft?: number,
  ): void {
    const { slug, name, tagline } = issuer;
    const code = this.customers.oneTimeCode(sentCodeOf(signIn));
    const view = createElement(DashboardCodeView, {
      bank: { slug, name, tagline },
      action: withWanted(slug, dashboardPaths(slug).code, wanted),
      csrfToken: this.binding.csrfToken(signIn.id, secret),
      maskedPhone: signIn.phone,
      smsText: `${code} is your code for ${name}. Never tell it to anyone.`,
      attemptsLeft,
      ...problem?.words,
    });
    if (problem !== undefined) void reply.headers(problem.headers);
    sendPage(reply, view, { status: problem?.status ?? 200 });
  }
}

const sentCodeOf = ({ id, fixedCode }: PendingSignIn): SentCode => ({
  interactionId: id,
  fixedCode,
  linkedTo: undefined,
});
