import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import {
  chosenAccount,
  consentedCall,
  may,
  type ConsentedCall,
} from '../open-banking/consented.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { accountResource, type AccountResource, type AccountRow } from './account.resource.js';
import { accountsOfConsent } from './accounts.statements.js';

export type AccountsEnvelope = Envelope<{ readonly Account: readonly AccountResource[] }>;

/** The accounts that a customer chose to share. */
@Injectable()
export class AccountsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async all(authorization: ResourceAuthorization, url: string): Promise<AccountsEnvelope> {
    const call = consentedCall(authorization);
    return this.answer(await this.rows(call, call.consent.accountIds), call, url);
  }

  async one(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<AccountsEnvelope> {
    const call = consentedCall(authorization);
    const id = await chosenAccount(accountId, call, this.database);
    const rows = await this.rows(call, [id]);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return this.answer(rows, call, url);
  }

  private rows({ bank, consent }: ConsentedCall, accountIds: readonly string[]) {
    return this.database.query<AccountRow>(accountsOfConsent, [
      accountIds,
      consent.customerId,
      bank,
    ]);
  }

  private answer(rows: readonly AccountRow[], call: ConsentedCall, url: string): AccountsEnvelope {
    const view = {
      detail: may(call, 'ReadAccountsDetail'),
      cardNumbers: may(call, 'ReadPAN'),
    };
    return onePage({ Account: rows.map((row) => accountResource(row, view)) }, url);
  }
}
