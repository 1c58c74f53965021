import { Inject, Injectable } from '@nestjs/common';
import { randomUuid, signJws } from '@sandbank/crypto';
import { temporarilyUnavailable } from '@sandbank/oauth';
import { Clock, type ServerSettings } from '@sandbank/platform';
import { z } from 'zod';
import { SETTINGS } from '../config.js';
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
      /** Sort code and account number; absent where an account has none. */
      Identification: z.string().optional(),
      AccountTypeCode: z.string(),
      Currency: z.string(),
      MaskedIdentification: z.string(),
      Balance: balance,
      /** What can be spent, an arranged overdraft included. */
      Available: balance,
      Holders: z.array(z.string()),
    }),
  ),
});

/** An account as the consent page offers it. */
export type CustomerAccount = z.output<typeof customerAccounts>['accounts'][number];

const tokenSeconds = 30;
const timeoutMilliseconds = 4000;

/** Asks the bank which accounts a customer has; the question is signed with a key of its own. */
@Injectable()
export class BankAccountsClient {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  /** Throws `temporarily_unavailable` when the bank's resource server does not answer properly. */
  async accountsOf(issuer: Issuer, customerId: string): Promise<readonly CustomerAccount[]> {
    const base = `${this.settings.SANDBANK_RESOURCE_SERVER_URL}/internal/v1/${issuer.slug}`;
    const url = `${base}/customers/${customerId}/accounts`;
    const token = await this.tokenFor(issuer, url, customerId);
    try {
      const response = await fetch(url, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      if (!response.ok) throw new Error(`the resource server answered ${response.status}`);
      return customerAccounts.parse(await response.json()).accounts;
    } catch (cause) {
      throw temporarilyUnavailable('the bank could not list the accounts', { cause });
    }
  }

  private tokenFor(issuer: Issuer, url: string, customerId: string): Promise<string> {
    const iat = this.clock.nowSeconds();
    return signJws({
      key: issuer.bankInternalKey,
      header: { typ: 'bank-internal+jwt' },
      payload: {
        iss: issuer.url,
        aud: url,
        sub: customerId,
        iat,
        exp: iat + tokenSeconds,
        jti: randomUuid(),
      },
    });
  }
}
