import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Issuer } from '../issuer/issuer.js';
import { BankInternalClient } from './bank-internal.client.js';

const questions = z.object({
  questions: z.array(
    z.object({
      At: z.iso.datetime().transform((text) => new Date(text)),
      Reference: z.string().optional(),
      Amount: z.object({
        Amount: z.string().regex(/^\d+(?:\.\d+)?$/),
        Currency: z.enum(['GBP', 'EUR']),
      }),
      FundsAvailable: z.boolean(),
    }),
  ),
  /** Present when there are older ones: what to ask for next. */
  Before: z.string().optional(),
});

/** Questions whether an account holds a sum, newest first, each with its answer. */
export type QuestionPage = z.output<typeof questions>;

/** Asks the bank what was asked about a customer's funds. */
@Injectable()
export class QuestionsClient {
  constructor(@Inject(BankInternalClient) private readonly bank: BankInternalClient) {}

  /** Those under one consent, from before another or the newest. */
  of(
    issuer: Issuer,
    customerId: string,
    consentId: string,
    before: string | undefined,
  ): Promise<QuestionPage> {
    const query = before === undefined ? '' : `?before=${before}`;
    const path = `consents/${consentId}/funds-confirmations${query}`;
    return this.bank.ask(issuer, customerId, path, questions);
  }
}
