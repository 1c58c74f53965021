import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { accessDenied } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { BankAccountsClient, type CustomerAccount } from './bank-accounts.client.js';
import { setInteractionCookie } from './interaction-cookie.js';
import { consentModel } from './consent-model.js';
import { alreadyAnswered, DecisionService } from './decision.service.js';
import { InteractionService } from './interaction.service.js';
import { InteractionSteps } from './interaction-steps.js';
import { sendPage } from './page.js';
import {
  canBear,
  fittingAccounts,
  isForOneAccount,
  requestedConsent,
} from './requested-consent.js';
import type { Step } from './step.js';
import {
  allowWord,
  type ConsentModel,
  ConsentView,
  FundsView,
  IdentityView,
  MandateView,
  PaymentView,
  RenewalView,
  StandingOrderView,
} from './views/index.js';

const saidNo = () => accessDenied('the customer said no');

/** The page on which a customer chooses accounts and allows, or does not. */
@Controller(':bank/interaction/:id/consent')
export class ConsentController {
  constructor(
    @Inject(InteractionSteps) private readonly steps: InteractionSteps,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(DecisionService) private readonly decisions: DecisionService,
    @Inject(BankAccountsClient) private readonly bankAccounts: BankAccountsClient,
  ) {}

  @Get()
  async consent(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const step = await this.steps.at('consent', request, reply);
    if (step !== undefined) this.show(step, await this.offered(step), reply);
  }

  @Post()
  async decide(
    @Body() body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const step = await this.steps.at('decision', request, reply, body);
    if (step === undefined) return;
    const { issuer, interaction, form, browserSecret } = step;
    if (interaction.stage === 'completed') return this.again(step, reply);
    const decision = form.get('decision');
    if (decision === 'cancel') {
      await this.interactions.sendBack(issuer, interaction, saidNo(), step.callId, 'no');
    }
    const accounts = await this.offered(step);
    const chosen = new Set(form.getAll('accounts'));
    const allowed = accounts.filter(({ AccountId }) => chosen.has(AccountId));
    const problem = problemWith(step, decision, allowed, chosen.size);
    if (problem !== undefined) {
      this.show(step, accounts, reply, { problem, chosen });
      return;
    }
    const ids = allowed.map(({ AccountId }) => AccountId);
    const target = await this.decisions.allow(issuer, interaction, browserSecret, ids, request.id);
    await this.sendOn(step, reply, target);
  }

  /** A decision that comes again, as after a double click, gets the answer that it had; another gets none. */
  private async again(step: Step, reply: FastifyReply): Promise<void> {
    const { issuer, interaction, form, browserSecret } = step;
    const decision = form.get('decision');
    if (decision === 'cancel' && interaction.outcome?.decision === 'refused') {
      throw this.interactions.sentBack(issuer, interaction, saidNo());
    }
    if (decision !== 'allow') throw alreadyAnswered();
    const ids = [...new Set(form.getAll('accounts'))];
    const target = await this.decisions.allowedBefore(issuer, interaction, browserSecret, ids);
    await this.sendOn(step, reply, target);
  }

  /** To the app; the cookie lives on as long as the code, for the second half of a double click. */
  private async sendOn(step: Step, reply: FastifyReply, target: string): Promise<void> {
    const { issuer, interaction, browserSecret } = step;
    const { authorizationCodeSeconds } = issuer.profile.limits;
    setInteractionCookie(reply, interaction.id, browserSecret, authorizationCodeSeconds);
    await reply.redirect(target, 303);
  }

  /** The accounts on offer, always asked of the bank anew: what a form names proves nothing. */
  private async offered({ issuer, interaction }: Step): Promise<readonly CustomerAccount[]> {
    const { customer, request } = interaction;
    const words = requestedConsent(request);
    if (customer === undefined || words === undefined) return [];
    const accounts = await this.bankAccounts.accountsOf(issuer, customer.id);
    const { named } = request;
    return named?.kind === 'held'
      ? accounts.filter(({ AccountId }) => named.accountIds.includes(AccountId))
      : fittingAccounts(accounts, words);
  }

  private show(
    step: Step,
    accounts: readonly CustomerAccount[],
    reply: FastifyReply,
    answered?: { readonly problem: string; readonly chosen: ReadonlySet<string> },
  ): void {
    const model = consentModel(step, accounts, answered?.chosen);
    const error = answered?.problem;
    sendPage(
      reply,
      viewOf({ ...model, error }),
      step.pageOptions(answered === undefined ? 200 : 422),
    );
  }
}

/** The page for what is asked: one for each kind of question. */
function viewOf(model: ConsentModel): ReactElement {
  const { payment, standingOrder, mandate, fundsCheck, identityOnly, continues } = model;
  if (continues === true) return createElement(RenewalView, model);
  if (payment !== undefined) return createElement(PaymentView, { ...model, payment });
  if (standingOrder !== undefined) {
    return createElement(StandingOrderView, { ...model, standingOrder });
  }
  if (mandate !== undefined) return createElement(MandateView, { ...model, mandate });
  if (fundsCheck !== undefined) return createElement(FundsView, { ...model, fundsCheck });
  return createElement(identityOnly === true ? IdentityView : ConsentView, model);
}

/** Why an answer cannot be taken as it is; undefined when it can. */
function problemWith(
  { interaction: { request } }: Step,
  decision: string | null,
  allowed: readonly CustomerAccount[],
  chosen: number,
): string | undefined {
  const words = requestedConsent(request);
  if (decision !== 'allow') return `Choose ${allowWord(words ?? {})} or Cancel.`;
  // What was agreed to before has its accounts, and a form cannot change them.
  if (words === undefined || request.named?.kind === 'held') return undefined;
  const isComplete = allowed.length > 0 && allowed.length === chosen;
  if (!isForOneAccount(request)) {
    return isComplete ? undefined : 'Choose at least one account, or cancel.';
  }
  const [account] = allowed;
  if (account === undefined || chosen !== 1) {
    return words.fundsCheck === undefined
      ? 'Choose the account that pays, or cancel.'
      : 'Choose the account, or cancel.';
  }
  return canBear(account, words) ? undefined : 'That account does not hold enough. Choose another.';
}
