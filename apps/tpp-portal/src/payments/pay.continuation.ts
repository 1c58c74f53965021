import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import {
  Continuations,
  type JourneyContinuation,
  type ObtainedGrant,
} from '../journey/continuations.js';
import type { Resume } from '../journey/journey-plan.js';
import type { BrowserSession } from '../session/session.service.js';
import { PaymentSender } from './payment-sender.js';
import { PaymentStore } from './payment.store.js';

/** The name by which a journey asks for this continuation. */
export const payAction = 'pay';

const payData = z.object({ paymentId: z.uuid() });
const grantedDetail = z.object({ ConsentId: z.string() });

/** The customer has allowed a payment: it is sent, unless they want to look at it once more. */
@Injectable()
export class PayContinuation implements JourneyContinuation {
  readonly action = payAction;

  constructor(
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(PaymentSender) private readonly sender: PaymentSender,
    @Inject(Continuations) continuations: Continuations,
  ) {
    continuations.register(this);
  }

  async proceed(grant: ObtainedGrant, session: BrowserSession, resume: Resume): Promise<string> {
    const { paymentId } = payData.parse(resume.data);
    const { ConsentId } = grantedDetail.parse(grant.authorizationDetails[0]);
    await this.payments.allowed(session, paymentId, grant, ConsentId);
    const payment = await this.payments.find(session, paymentId);
    if (payment === undefined) throw new Error('a payment of no session');
    // Who signs in a second time wants the payment made.
    const isHeld = payment.wish.hold && payment.stepUps === 0;
    if (payment.status === 'ready' && !isHeld) await this.sender.send(session, payment);
    return pathOf(paymentId);
  }

  pathAfterFailure(_flowId: string, resume: Resume): string {
    return pathOf(payData.parse(resume.data).paymentId);
  }
}

const pathOf = (paymentId: string): string => `/payments/${paymentId}`;
