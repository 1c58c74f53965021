import { Inject, Injectable } from '@nestjs/common';
import { canonicalJson } from '@sandbank/consent';
import { Database, statement } from '@sandbank/platform';
import type { SharedPayment } from '../bank-internal/shared-payments.client.js';
import { CustomerService, type SentCode, type Tried } from '../customer/customer.service.js';
import type { Attempter } from '../customer/sign-in-throttle.js';
import { codeFailuresMax, CustomerSessionStore } from './customer-session.store.js';
import type { Visit } from './dashboard-visits.js';

// A try counts before the code is looked at, so that of many at once no more are looked at than one may make. The session
// is held while it counts: one that has just ended has no tries.
const countTry = statement(
  'payment_signing.try',
  `INSERT INTO authorization_server.payment_signing AS known (session_id, payment_id, tries)
   SELECT id, $2, 1 FROM authorization_server.customer_session WHERE id = $1 FOR KEY SHARE
   ON CONFLICT (session_id, payment_id) DO UPDATE SET tries = known.tries + 1 WHERE known.tries < $3
   RETURNING tries`,
);

const findSigner = statement(
  'payment_signing.signer',
  `SELECT username, phone FROM authorization_server.customer WHERE id = $1 AND bank = $2`,
);

/** To whom the code is sent. */
export interface Signer {
  readonly username: string;
  readonly phone: string;
}

/** What became of a code; after the last wrong one the customer is signed out. */
export type TriedCode = Tried<undefined> & { readonly left?: number };

/** The code with which a holder signs one payment: drawn over its amount and payee, it is good for no other. */
@Injectable()
export class PaymentSigning {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
  ) {}

  async signer({ issuer, session }: Pick<Visit, 'issuer' | 'session'>): Promise<Signer> {
    const [signer] = await this.database.query<Signer>(findSigner, [
      ...[session.customerId, issuer.slug],
    ]);
    if (signer === undefined) throw new Error('the customer of a session is gone');
    return signer;
  }

  /** The code as the customer's phone shows it. */
  codeFor(visit: Pick<Visit, 'session'>, payment: SharedPayment): string {
    return this.customers.oneTimeCode(sentCode(visit, payment));
  }

  async confirm(
    visit: Pick<Visit, 'session'>,
    who: Attempter,
    payment: SharedPayment,
    typed: string,
  ): Promise<TriedCode> {
    const { id } = visit.session;
    const [row] = await this.database.query<{ tries: number }>(countTry, [
      ...[id, payment.PaymentId, codeFailuresMax],
    ]);
    const tried: Tried<undefined> =
      row === undefined
        ? { outcome: 'wrong' }
        : await this.customers.confirm(who, sentCode(visit, payment), typed);
    if (tried.outcome !== 'wrong') return tried;
    const left = codeFailuresMax - (row?.tries ?? codeFailuresMax);
    if (left === 0) await this.sessions.end(id);
    return { ...tried, left };
  }
}

const sentCode = ({ session }: Pick<Visit, 'session'>, payment: SharedPayment): SentCode => {
  const { PaymentId, Amount, Payee, Reference } = payment;
  return {
    interactionId: session.id,
    fixedCode: undefined,
    linkedTo: canonicalJson({ PaymentId, Amount, Payee, Reference }),
  };
};
