import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { accessDenied } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { Attempters } from './attempters.js';
import { credentialsIn } from './credentials.js';
import { alreadyAnswered } from './decision.service.js';
import { setInteractionCookie } from './interaction-cookie.js';
import { InteractionService } from './interaction.service.js';
import { InteractionSteps } from './interaction-steps.js';
import { sendPage } from './page.js';
import { SignInService } from './sign-in.service.js';
import type { Step } from './step.js';
import { demoHint, unknownCredentials, waitProblem, type Problem } from './sign-in-problem.js';
import { LoginView } from './views/index.js';

/** The page on which a customer gives name and password, and the way back from it. */
@Controller(':bank/interaction/:id')
export class LoginController {
  constructor(
    @Inject(InteractionSteps) private readonly steps: InteractionSteps,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(Attempters) private readonly attempters: Attempters,
  ) {}

  @Get('login')
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = await this.steps.at('login', request, reply);
    if (step === undefined) return;
    this.show(step, reply, step.interaction.request.parameters['login_hint']);
  }

  @Post('login')
  async signIn(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('login', request, reply, body);
    if (step === undefined) return;
    const credentials = credentialsIn(step.form);
    if (credentials === undefined) {
      this.show(step, reply, '', unknownCredentials);
      return;
    }
    const { username, password } = credentials;
    const { issuer, interaction } = step;
    const who = this.attempters.of(request, issuer.slug, username);
    const tried = await this.signIns.signIn(step, who, password);
    if (tried.outcome === 'right') {
      setInteractionCookie(reply, interaction.id, tried.value);
      await reply.redirect(step.path('code'), 303);
    } else if (tried.outcome === 'wrong') {
      this.show(step, reply, username, unknownCredentials);
    } else {
      this.show(step, reply, username, waitProblem(tried.waitSeconds));
    }
  }

  /** Leaving before the consent page: the app learns that the customer said no. */
  @Post('cancel')
  async cancel(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('cancel', request, reply, body);
    if (step === undefined) return;
    const { issuer, interaction } = step;
    const cancelled = accessDenied('the customer cancelled');
    if (interaction.stage !== 'completed') {
      await this.interactions.sendBack(issuer, interaction, cancelled, step.callId);
    }
    if (interaction.outcome?.decision !== 'refused') throw alreadyAnswered();
    throw this.interactions.sentBack(issuer, interaction, cancelled);
  }

  private show(
    step: Step,
    reply: FastifyReply,
    username: string | undefined,
    problem?: Problem,
  ): void {
    const view = createElement(LoginView, {
      ...step.journey('login'),
      cancelAction: step.path('cancel'),
      username,
      ...problem?.words,
      signInHasAged: step.interaction.authenticatedAt !== undefined,
      demoHint,
    });
    if (problem !== undefined) void reply.headers(problem.headers);
    sendPage(reply, view, step.pageOptions(problem?.status ?? 200));
  }
}
