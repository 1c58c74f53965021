import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import {
  SharedPaymentsClient,
  type SharedPayment,
} from '../bank-internal/shared-payments.client.js';
import { Attempters } from '../interaction/attempters.js';
import { sendPage } from '../interaction/page.js';
import { waitProblem, wrong, type Problem } from '../interaction/sign-in-problem.js';
import { formOf } from '../interaction/step.js';
import { AppNamesStore } from './app-names.store.js';
import { withWanted } from './dashboard-paths.js';
import { DashboardVisits, type Visit } from './dashboard-visits.js';
import { PaymentSigning } from './payment-signing.js';
import { setSessionCookie } from './session-cookie.js';
import { sharedPaymentItem } from './shared-payment-item.js';
import { SharedPaymentView, SignPaymentView, type SharedPaymentItem } from './views/index.js';

type Outcome = 'signed' | 'refused' | 'late';

/** A payment from a shared account, for a holder who has yet to sign it. */
@Controller(':bank/dashboard/payments/:paymentId')
export class SharedPaymentController {
  constructor(
    @Inject(DashboardVisits) private readonly visits: DashboardVisits,
    @Inject(SharedPaymentsClient) private readonly payments: SharedPaymentsClient,
    @Inject(AppNamesStore) private readonly apps: AppNamesStore,
    @Inject(PaymentSigning) private readonly signing: PaymentSigning,
    @Inject(Attempters) private readonly attempters: Attempters,
  ) {}

  @Get()
  async show(
    @Param('paymentId') paymentId: string,
    @Query('outcome') outcome: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.found(paymentId, request, reply);
    if (found === undefined) return;
    const { visit, payment } = found;
    const item = await this.item(visit, payment);
    const model = { ...visit.model, payment: item, outcome: outcomeOf(outcome, item) };
    visit.send(createElement(SharedPaymentView, model));
  }

  @Get('sign')
  async askCode(
    @Param('paymentId') paymentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.found(paymentId, request, reply);
    if (found === undefined) return;
    if (waits(found.payment)) await this.showCode(found, reply);
    else await toPayment(found.visit, reply, paymentId, 'late');
  }

  @Post('sign')
  async sign(
    @Param('paymentId') paymentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.found(paymentId, request, reply);
    if (found === undefined) return;
    const { visit, payment } = found;
    if (!waits(payment)) {
      await toPayment(visit, reply, paymentId, payment.SignedByYou ? 'signed' : 'late');
      return;
    }
    const { issuer } = visit;
    const { username } = await this.signing.signer(visit);
    const who = this.attempters.of(request, issuer.slug, username);
    const typed = formOf(request.body).get('otp') ?? '';
    const tried = await this.signing.confirm(visit, who, payment, typed);
    if (tried.outcome === 'right') {
      await this.decide(visit, request, reply, { paymentId, Decision: 'sign' });
    } else if (tried.outcome === 'early') {
      await this.showCode(found, reply, waitProblem(tried.waitSeconds));
    } else if (tried.left === undefined || tried.left > 0) {
      await this.showCode(found, reply, wrong('That is not the code we sent.'), tried.left);
    } else {
      setSessionCookie(reply, issuer.slug, '');
      const { login, payment: pathOf } = visit.paths;
      const to = withWanted(issuer.slug, login, pathOf(paymentId), 'wrong-codes');
      await reply.redirect(to, 303);
    }
  }

  @Post('refuse')
  async refuse(
    @Param('paymentId') paymentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.found(paymentId, request, reply);
    if (found === undefined) return;
    await this.decide(found.visit, request, reply, { paymentId, Decision: 'refuse' });
  }

  /** The bank decides what a decision still counts for; the page shows what has become of the payment. */
  private async decide(
    visit: Visit,
    request: FastifyRequest,
    reply: FastifyReply,
    { paymentId, Decision }: { paymentId: string; Decision: 'sign' | 'refuse' },
  ): Promise<void> {
    const { issuer, session } = visit;
    const decision = { Decision, InteractionId: request.id };
    const { customerId } = session;
    const outcome = await this.payments.decide(issuer, customerId, paymentId, decision);
    if (outcome === undefined) visit.sendNotFound();
    else if (outcome === 'signed' || outcome === 'refused')
      await toPayment(visit, reply, paymentId, outcome);
    else await toPayment(visit, reply, paymentId, outcome === 'over' ? 'late' : 'signed');
  }

  /** The visit and the payment, or undefined once the customer was told that there is none, or sent to sign in. */
  private async found(paymentId: string, request: FastifyRequest, reply: FastifyReply) {
    const visit = await this.visits.at(request, reply);
    if (visit === undefined) return undefined;
    const { issuer, session } = visit;
    const payment = isUuid(paymentId)
      ? await this.payments.find(issuer, session.customerId, paymentId)
      : undefined;
    if (payment !== undefined) return { visit, payment };
    visit.sendNotFound();
    return undefined;
  }

  private async item(visit: Visit, payment: SharedPayment): Promise<SharedPaymentItem> {
    const apps = await this.apps.of(visit.issuer.slug, [payment.ClientId]);
    return sharedPaymentItem(payment, apps);
  }

  private async showCode(
    { visit, payment }: { visit: Visit; payment: SharedPayment },
    reply: FastifyReply,
    problem?: Problem,
    attemptsLeft?: number,
  ): Promise<void> {
    const [item, { phone }] = await Promise.all([
      this.item(visit, payment),
      this.signing.signer(visit),
    ]);
    const { model, issuer, paths } = visit;
    const code = this.signing.codeFor(visit, payment);
    const purpose = `sign the payment of ${item.amount} to ${item.payee.slice(0, 80)} (${item.payeeAccount})`;
    const view = createElement(SignPaymentView, {
      ...{ ...model, payment: item, attemptsLeft },
      action: paths.signPayment(item.id),
      maskedPhone: phone,
      smsText: `${code} is your ${issuer.name} code to ${purpose}. Never tell it to anyone.`,
      ...problem?.words,
    });
    if (problem !== undefined) void reply.headers(problem.headers);
    sendPage(reply, view, { status: problem?.status ?? 200 });
  }
}

const waits = ({ State, SignedByYou }: SharedPayment): boolean =>
  State === 'waiting' && !SignedByYou;

/** What an address says has just happened, if the payment says so too. */
function outcomeOf(said: unknown, { state, signedByYou }: SharedPaymentItem): Outcome | undefined {
  if (said === 'signed' && signedByYou) return said;
  if (said === 'refused' && state === 'refused') return said;
  return said === 'late' && state !== 'waiting' ? said : undefined;
}

const toPayment = async (
  { paths }: Visit,
  reply: FastifyReply,
  paymentId: string,
  outcome: Outcome,
): Promise<void> => {
  await reply.redirect(`${paths.payment(paymentId)}?outcome=${outcome}`, 303);
};
