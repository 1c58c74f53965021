import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import { ApiRefusal, ResourceCaller } from '../accounts/resource-call.js';
import { BankRegistry } from '../banks/bank-registry.js';
import { LiveClients } from '../banks/live-client.js';
import { upstreamFailure } from '../banks/upstream.js';
import { ClientTokens } from '../rejections/client-token.js';
import type { BrowserSession } from '../session/session.service.js';
import { isMoving, paymentDetailsAnswer, progressed } from './payment-progress.js';
import { PaymentStore, type Payment } from './payment.store.js';

/** Asks a bank what became of a payment, with a token of the client itself: the customer's may be long over. */
@Injectable()
export class PaymentFollower {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ClientTokens) private readonly tokens: ClientTokens,
    @Inject(ResourceCaller) private readonly resources: ResourceCaller,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The payment as it stands now; as it was known where the bank does not answer. */
  async follow(session: BrowserSession, payment: Payment): Promise<Payment> {
    const { receipt } = payment;
    if (receipt === undefined || !isMoving(receipt, this.clock.now())) return payment;
    try {
      const client = await this.clients.ofService(this.banks.get(payment.bank));
      const token = await this.tokens.of(client, 'payments');
      const target = `/pisp/domestic-payments/${encodeURIComponent(receipt.domesticPaymentId)}/payment-details`;
      const answer = paymentDetailsAnswer.safeParse(
        await this.resources.read(client, token, target),
      );
      if (!answer.success) return payment;
      const known = progressed(receipt, answer.data);
      await this.payments.progressed(session, payment.paymentId, known);
      return { ...payment, receipt: known };
    } catch (thrown) {
      if (thrown instanceof ApiRefusal || upstreamFailure(thrown) !== undefined) return payment;
      throw thrown;
    }
  }
}
