import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Issuer } from '../issuer/issuer.js';
import { BankInternalClient } from './bank-internal.client.js';

const moment = z.iso.datetime().transform((text) => new Date(text));
const amount = z.object({
  Amount: z.string().regex(/^\d+(?:\.\d+)?$/),
  Currency: z.enum(['GBP', 'EUR']),
});

const sharedPayment = z.object({
  PaymentId: z.string(),
  ClientId: z.string(),
  Amount: amount,
  Payee: z.object({ Name: z.string(), Identification: z.string() }),
  Reference: z.string().optional(),
  Account: z.object({ Nickname: z.string(), MaskedIdentification: z.string() }),
  StartedBy: z.string(),
  StartedByYou: z.boolean(),
  StartedAt: moment,
  /** When it is rejected unless everybody has signed. */
  Until: moment,
  NumberRequired: z.int(),
  NumberReceived: z.int(),
  State: z.enum(['waiting', 'signed', 'refused', 'lapsed']),
  SignedByYou: z.boolean(),
});

/** A payment from a shared account that more than one holder must sign. */
export type SharedPayment = z.output<typeof sharedPayment>;

const waiting = z.object({ payments: z.array(sharedPayment) });
const one = z.object({ payment: sharedPayment.nullable() });
const decided = z.object({
  outcome: z.enum(['signed', 'refused', 'signed-before', 'over']).nullable(),
});

/** What became of a decision. */
export type DecisionOutcome = NonNullable<z.output<typeof decided>['outcome']>;

/** Asks the bank which payments wait for a holder's signature, and tells it what the holder decides. */
@Injectable()
export class SharedPaymentsClient {
  constructor(@Inject(BankInternalClient) private readonly bank: BankInternalClient) {}

  /** Those that wait for this customer, what ends first at the top. */
  async waitingFor(issuer: Issuer, customerId: string): Promise<readonly SharedPayment[]> {
    return (await this.bank.ask(issuer, customerId, 'shared-payments', waiting)).payments;
  }

  /** One of them, whatever became of it; undefined when the customer has no part in it. */
  async find(
    issuer: Issuer,
    customerId: string,
    paymentId: string,
  ): Promise<SharedPayment | undefined> {
    const path = `shared-payments/${paymentId}`;
    return (await this.bank.ask(issuer, customerId, path, one)).payment ?? undefined;
  }

  /** Signs or refuses; undefined when the customer has no part in it. */
  async decide(
    issuer: Issuer,
    customerId: string,
    paymentId: string,
    decision: { readonly Decision: 'sign' | 'refuse'; readonly InteractionId: string },
  ): Promise<DecisionOutcome | undefined> {
    const path = `shared-payments/${paymentId}/decision`;
    const { outcome } = await this.bank.tell(issuer, customerId, path, decided, decision);
    return outcome ?? undefined;
  }
}
