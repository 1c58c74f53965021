import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { setInteractionCookie } from './interaction-cookie.js';
import { InteractionService } from './interaction.service.js';
import { InteractionSteps, type Step } from './interaction-steps.js';
import { sendPage } from './page.js';
import { CodeView, LoginView } from './views/index.js';

const credentialLengthMax = 200;

/** The pages on which a customer signs in: password, then one-time code. */
@Controller(':bank/interaction/:id')
export class LoginController {
  constructor(
    @Inject(InteractionSteps) private readonly steps: InteractionSteps,
    @Inject(InteractionService) private readonly interactions: InteractionService,
  ) {}

  @Get('login')
  async login(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = await this.steps.at('login', request, reply);
    if (step !== undefined) this.showLogin(step, reply);
  }

  @Post('login')
  async signIn(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('login', request, reply, body);
    if (step === undefined) return;
    const username = (step.form.get('username') ?? '').trim();
    const password = step.form.get('password') ?? '';
    if (username.length > credentialLengthMax || password.length > credentialLengthMax) {
      this.showLogin(step, reply, '');
      return;
    }
    const { issuer, interaction, browserSecret } = step;
    const credentials = { username, password };
    const secret = await this.interactions.signIn(issuer, interaction, browserSecret, credentials);
    if (secret === undefined) {
      this.showLogin(step, reply, username);
      return;
    }
    setInteractionCookie(reply, interaction.id, secret);
    await reply.redirect(step.path('code'), 303);
  }

  @Get('code')
  async code(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = await this.steps.at('code', request, reply);
    if (step !== undefined) this.showCode(step, reply);
  }

  @Post('code')
  async confirm(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('code', request, reply, body);
    if (step === undefined) return;
    const typed = step.form.get('otp') ?? '';
    const left = await this.interactions.confirmCode(step.issuer, step.interaction, typed);
    if (left === undefined) await reply.redirect(step.path('consent'), 303);
    else this.showCode(step, reply, left);
  }

  /** Leaving before the consent page: the app learns that the customer said no. */
  @Post('cancel')
  async cancel(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('any', request, reply, body);
    if (step === undefined) return;
    await this.interactions.sendBack(step.issuer, step.interaction, 'the customer cancelled');
  }

  private showLogin(step: Step, reply: FastifyReply, refused?: string): void {
    const view = createElement(LoginView, {
      ...step.journey('login'),
      cancelAction: step.path('cancel'),
      username: refused,
      error:
        refused === undefined ? undefined : 'That user name and password do not fit. Try again.',
      demoHint:
        'Logins of the demo customers are listed where the sandbox was started and in the portal.',
    });
    sendPage(reply, view, step.pageOptions(refused === undefined ? 200 : 422));
  }

  private showCode(step: Step, reply: FastifyReply, attemptsLeft?: number): void {
    const { interaction, issuer } = step;
    const code = this.interactions.oneTimeCode(interaction);
    const view = createElement(CodeView, {
      ...step.journey('code'),
      cancelAction: step.path('cancel'),
      maskedPhone: interaction.customer?.phone ?? '',
      smsText: `${code} is your code for ${issuer.name}. Never tell it to anyone.`,
      attemptsLeft,
      error: attemptsLeft === undefined ? undefined : 'That is not the code we sent.',
    });
    sendPage(reply, view, step.pageOptions(attemptsLeft === undefined ? 200 : 422));
  }
}
