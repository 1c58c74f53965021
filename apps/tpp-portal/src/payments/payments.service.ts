import { Inject, Injectable } from '@nestjs/common';
import { uuidV7 } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import type { z } from 'zod';
import { BankRegistry } from '../banks/bank-registry.js';
import type { AuthenticationContext, StartedJourney } from '../journey/journey-plan.js';
import { JourneyService } from '../journey/journey.service.js';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import type { BrowserSession } from '../session/session.service.js';
import { payAction } from './pay.continuation.js';
import { paymentAccess, type Payee, type paymentForm, type PaymentWish } from './payment-wish.js';
import { PaymentFollower } from './payment-follower.js';
import { PaymentSender } from './payment-sender.js';
import { PaymentStore, type Payment } from './payment.store.js';

/** Orders payments for a visitor: asked for at the bank, sent, and asked for again where the bank wants it fresher. */
@Injectable()
export class PaymentsService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(JourneyService) private readonly journeys: JourneyService,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PaymentSender) private readonly sender: PaymentSender,
    @Inject(PaymentFollower) private readonly follower: PaymentFollower,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  get payees(): readonly Payee[] {
    return this.settings.SANDBANK_PEOPLE_FILE?.payees ?? [];
  }

  /** Asks the customer of the bank for one payment. Throws `PortalError`. */
  async start(
    session: BrowserSession,
    form: z.output<typeof paymentForm>,
  ): Promise<StartedJourney & { readonly paymentId: string }> {
    const payee = this.payees.find(({ bank, key }) => bank === form.bank && key === form.payee);
    if (payee === undefined) throw invalidRequest('there is no such payee at this bank');
    const { reference, hold } = form;
    const amount = form.amount.includes('.') ? form.amount : `${form.amount}.00`;
    const wish = { payee, amount, reference, hold };
    const paymentId = uuidV7(this.clock.now());
    const bank = this.banks.get(form.bank).slug;
    await this.payments.insert(session, paymentId, bank, wish);
    return { paymentId, ...(await this.ask(session, { paymentId, bank, wish }, {}, 0)) };
  }

  /** Sends a payment that was allowed and waits; one that is settled stays as it is. */
  async send(session: BrowserSession | undefined, paymentId: string): Promise<Payment> {
    const payment = await this.get(session, paymentId);
    if (session !== undefined && payment.status === 'ready') {
      await this.sender.send(session, payment);
    }
    return this.get(session, paymentId);
  }

  /** Goes to the bank once more, with what the bank asks of the sign-in (RFC 9470 4). Throws `PortalError`. */
  async stepUp(session: BrowserSession | undefined, paymentId: string): Promise<StartedJourney> {
    const payment = await this.get(session, paymentId);
    const challenge = session && (await this.payments.takeStepUp(session, paymentId));
    if (session === undefined || challenge === undefined) {
      throw new PortalError('payment_settled', 'This payment waits for no further sign-in.');
    }
    return this.ask(session, payment, challenge, 1);
  }

  async get(session: BrowserSession | undefined, paymentId: string): Promise<Payment> {
    const payment = session && (await this.payments.find(session, paymentId));
    if (payment !== undefined) return payment;
    throw new PortalError('unknown_payment', 'There is no such payment of this browser.');
  }

  /** The same, as it stands at the bank. */
  async followed(session: BrowserSession | undefined, paymentId: string): Promise<Payment> {
    const payment = await this.get(session, paymentId);
    return session === undefined ? payment : this.follower.follow(session, payment);
  }

  async latest(session: BrowserSession | undefined): Promise<Payment[]> {
    return session === undefined ? [] : this.payments.latest(session);
  }

  private async ask(
    session: BrowserSession,
    { paymentId, bank, wish }: { paymentId: string; bank: string; wish: PaymentWish },
    authenticationContext: AuthenticationContext,
    stepUps: number,
  ): Promise<StartedJourney> {
    try {
      const started = await this.journeys.start({
        ...{ bank, session, authenticationContext },
        access: paymentAccess(this.banks.get(bank), paymentId, wish),
        resume: { action: payAction, data: { paymentId }, stepUps },
      });
      await this.payments.under(session, paymentId, started.flowId);
      return started;
    } catch (error) {
      const told = error instanceof PortalError ? error.detail.upstream : undefined;
      await this.payments.failed(session, paymentId, told ?? { error: 'bank_unavailable' });
      throw error;
    }
  }
}
