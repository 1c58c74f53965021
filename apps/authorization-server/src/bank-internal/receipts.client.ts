import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Issuer } from '../issuer/issuer.js';
import { BankInternalClient } from './bank-internal.client.js';

const moment = z.iso.datetime().transform((text) => new Date(text));

const lastAccesses = z.object({
  lastAccesses: z.array(z.object({ ConsentId: z.string(), At: moment })),
});

const receipts = z.object({
  receipts: z.array(
    z.object({
      /** The minute, at its beginning. */
      At: moment,
      Method: z.string(),
      /** The resource that was read or written, without the base path: `accounts/balances`. */
      Resource: z.string(),
      AccountIds: z.array(z.string()),
      CustomerPresent: z.boolean(),
      Count: z.int().positive(),
    }),
  ),
  /** Present when there are older ones: what to ask for next. */
  Before: moment.optional(),
});

/** What an app read within one minute: one kind of thing, and how often. */
export type Receipt = z.output<typeof receipts>['receipts'][number];

/** A page of them, newest first. */
export type ReceiptPage = z.output<typeof receipts>;

/** Asks the bank who looked at what under a customer's consents. */
@Injectable()
export class ReceiptsClient {
  constructor(@Inject(BankInternalClient) private readonly bank: BankInternalClient) {}

  /** When each of these consents was last used; those that never were are missing. At most a hundred at once. */
  async lastAccesses(
    issuer: Issuer,
    customerId: string,
    consentIds: readonly string[],
  ): Promise<ReadonlyMap<string, Date>> {
    if (consentIds.length === 0) return new Map();
    const path = `last-accesses?consents=${consentIds.join(',')}`;
    const answer = await this.bank.ask(issuer, customerId, path, lastAccesses);
    return new Map(answer.lastAccesses.map(({ ConsentId, At }) => [ConsentId, At]));
  }

  /** The receipts of one consent, from before a moment or the newest. */
  async receiptsOf(
    issuer: Issuer,
    customerId: string,
    consentId: string,
    before: Date | undefined,
  ): Promise<ReceiptPage> {
    const query = before === undefined ? '' : `?before=${before.getTime()}`;
    const path = `consents/${consentId}/accesses${query}`;
    return this.bank.ask(issuer, customerId, path, receipts);
  }
}
