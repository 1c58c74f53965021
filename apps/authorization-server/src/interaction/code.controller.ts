import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { Attempters } from './attempters.js';
import { InteractionSteps } from './interaction-steps.js';
import { sendPage } from './page.js';
import { linked } from './requested-consent.js';
import { SignInService } from './sign-in.service.js';
import { waitProblem, wrong, type Problem } from './sign-in-problem.js';
import type { Step } from './step.js';
import { CodeView } from './views/index.js';

/** The page on which a customer gives the one-time code. */
@Controller(':bank/interaction/:id/code')
export class CodeController {
  constructor(
    @Inject(InteractionSteps) private readonly steps: InteractionSteps,
    @Inject(SignInService) private readonly signIns: SignInService,
    @Inject(Attempters) private readonly attempters: Attempters,
  ) {}

  @Get()
  async code(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = await this.steps.at('code', request, reply);
    if (step !== undefined) this.show(step, reply);
  }

  @Post()
  async confirm(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('code', request, reply, body);
    if (step === undefined) return;
    const { issuer, interaction, form } = step;
    const username = interaction.customer?.username ?? '';
    const who = this.attempters.of(request, issuer.slug, username);
    const typed = form.get('otp') ?? '';
    const tried = await this.signIns.confirmCode(step, who, typed);
    if (tried.outcome === 'right') {
      this.attempters.remember(reply, who);
      await reply.redirect(step.path('consent'), 303);
    } else if (tried.outcome === 'wrong') {
      this.show(step, reply, wrong('That is not the code we sent.'), tried.left);
    } else {
      this.show(step, reply, waitProblem(tried.waitSeconds));
    }
  }

  private show(step: Step, reply: FastifyReply, problem?: Problem, attemptsLeft?: number): void {
    const { interaction, issuer } = step;
    const code = this.signIns.oneTimeCode(interaction);
    const view = createElement(CodeView, {
      ...step.journey('code'),
      cancelAction: step.path('cancel'),
      maskedPhone: interaction.customer?.phone ?? '',
      smsText: messageWith(code, issuer.name, linked(interaction.request)?.text),
      attemptsLeft,
      ...problem?.words,
    });
    if (problem !== undefined) void reply.headers(problem.headers);
    sendPage(reply, view, step.pageOptions(problem?.status ?? 200));
  }
}

/** What the phone shows; where money may move also what the customer must see (PSD2 RTS 5). */
function messageWith(code: string, bank: string, purpose: string | undefined): string {
  const never = 'Never tell it to anyone.';
  if (purpose === undefined) return `${code} is your code for ${bank}. ${never}`;
  return `${code} is your ${bank} code to ${purpose}. ${never}`;
}
