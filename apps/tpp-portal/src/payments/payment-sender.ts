import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import { apiRefusal, ApiRefusal, ResourceCaller } from '../accounts/resource-call.js';
import { BankRegistry } from '../banks/bank-registry.js';
import { requireAll } from '../banks/checking.js';
import { LiveClients, type LiveClient } from '../banks/live-client.js';
import { upstreamFailure } from '../banks/upstream.js';
import type { Tokens } from '../connection/connection.store.js';
import { expiry, tokenChecks } from '../journey/journey-checks.js';
import { stepUpChallenge } from '../journey/step-up.js';
import type { UpstreamAnswer } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { paymentAnswer, paymentOrder, paymentType } from './payment-wish.js';
import type { Receipt } from './payment-progress.js';
import { PaymentStore, type Payment } from './payment.store.js';

/** Sends a payment that its customer has allowed, and keeps what became of it. */
@Injectable()
export class PaymentSender {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ResourceCaller) private readonly resources: ResourceCaller,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Never throws for what a bank answers: the payment tells. */
  async send(session: BrowserSession, payment: Payment): Promise<void> {
    const { paymentId } = payment;
    try {
      await this.payments.paid(session, paymentId, await this.order(session, payment));
    } catch (thrown) {
      await this.keepRefusal(session, payment, thrown);
    }
  }

  private async keepRefusal(
    session: BrowserSession,
    { paymentId }: Payment,
    thrown: unknown,
  ): Promise<void> {
    const wanted = stepUpChallenge(thrown);
    // Once: a bank that asks again and again gets no second sign-in (RFC 9470 9).
    if (wanted !== undefined && (await this.payments.challenged(session, paymentId, wanted)))
      return;
    if (wanted !== undefined) return this.payments.failed(session, paymentId, askedTwice);
    if (thrown instanceof ApiRefusal)
      return this.payments.failed(session, paymentId, thrown.answer);
    const failure = upstreamFailure(thrown);
    if (failure === undefined) throw thrown;
    const { kind, ...answer } = failure;
    return kind === 'unavailable'
      ? this.payments.delayed(session, paymentId, answer)
      : this.payments.failed(session, paymentId, answer);
  }

  /** The order itself. The key is that of the customer's yes: sent twice, it is one payment. */
  private async order(session: BrowserSession, payment: Payment): Promise<Receipt> {
    const { paymentId, wish, flowId, consentId, tokens } = payment;
    if (tokens === undefined || flowId === undefined || consentId === undefined) {
      throw new Error('a payment that nobody has allowed');
    }
    const client = await this.clients.resume(this.banks.get(payment.bank), flowId, tokens.dpopKey);
    const { accessToken } = await this.usable(client, session, payment, tokens);
    const response = await this.resources.call(client, accessToken, '/pisp/domestic-payments', {
      method: 'POST',
      headers: { 'x-idempotency-key': flowId },
      json: paymentOrder(paymentId, wish, consentId),
    });
    const body: unknown = await response.json().catch(() => undefined);
    const answer = paymentAnswer.safeParse(body);
    if (response.status !== 201 || !answer.success) throw apiRefusal(response, body);
    const { DomesticPaymentId, Status, CreationDateTime } = answer.data.Data;
    return { domesticPaymentId: DomesticPaymentId, status: Status, createdAt: CreationDateTime };
  }

  /** A token that lives long enough for the call; refreshed, it still tells of the same sign-in. */
  async usable(
    client: LiveClient,
    session: BrowserSession,
    { paymentId, accessTokenExpiresAt }: Payment,
    tokens: Tokens,
  ): Promise<Tokens> {
    const now = this.clock.now();
    const left = (accessTokenExpiresAt?.getTime() ?? 0) - now.getTime();
    if (left > secondsLeftMin * 1000 || tokens.refreshToken === undefined) return tokens;
    const { bank, configuration, atAuthorizationServer, recorder } = client;
    const answer = await openid.refreshTokenGrant(
      ...[configuration, tokens.refreshToken, undefined, atAuthorizationServer],
    );
    const checks = tokenChecks(answer, { bank, detailTypes: [paymentType] });
    await recorder.checked('refresh', checks);
    requireAll(checks);
    const renewed = {
      ...tokens,
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? tokens.refreshToken,
    };
    await this.payments.renewed(session, paymentId, renewed, expiry(now, answer.expires_in));
    return renewed;
  }
}

const secondsLeftMin = 5;

const askedTwice: UpstreamAnswer = {
  error: 'step_up_refused',
  errorDescription:
    'The bank still wants another sign-in, although the customer has just signed in as it asked.',
};
