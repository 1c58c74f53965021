import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { BankInternalClient } from '../bank-internal/bank-internal.client.js';
import type { Issuer } from '../issuer/issuer.js';

const balance = z.object({
  Amount: z.string().regex(/^\d+(?:\.\d+)?$/),
  Currency: z.string(),
  CreditDebitIndicator: z.enum(['Credit', 'Debit']),
});

const customerAccounts = z.object({
  accounts: z.array(
    z.object({
      AccountId: z.string(),
      Nickname: z.string(),
      Description: z.string(),
      AccountTypeCode: z.string(),
      Currency: z.string(),
      MaskedIdentification: z.string(),
      /** Sort code and account number, or IBAN; absent where an account has neither. */
      Identification: z.string().optional(),
      Balance: balance,
      /** What can be spent, an arranged overdraft included. */
      Available: balance,
      Holders: z.array(z.string()),
    }),
  ),
});

/** An account as the consent page offers it. */
export type CustomerAccount = z.output<typeof customerAccounts>['accounts'][number];

/** Asks the bank which accounts a customer has. */
@Injectable()
export class BankAccountsClient {
  constructor(@Inject(BankInternalClient) private readonly bank: BankInternalClient) {}

  /** Throws `temporarily_unavailable` when the bank's resource server does not answer properly. */
  async accountsOf(issuer: Issuer, customerId: string): Promise<readonly CustomerAccount[]> {
    return (await this.bank.ask(issuer, customerId, 'accounts', customerAccounts)).accounts;
  }
}
