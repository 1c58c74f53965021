import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { permittedFieldsOf } from '../access/permitted-fields.js';
import { aboutAccount, consentedCall, type ConsentedCall } from '../open-banking/consented.js';
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
    return this.answer(await this.rows(call), call, url);
  }

  async one(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<AccountsEnvelope> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const rows = await this.rows(call);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return this.answer(rows, call, url);
  }

  private rows({ bank, customerId, accounts }: ConsentedCall): Promise<AccountRow[]> {
    return this.database.query(accountsOfConsent, [[...accounts.keys()], customerId, bank]);
  }

  private answer(rows: readonly AccountRow[], call: ConsentedCall, url: string): AccountsEnvelope {
    const permitted = permittedFieldsOf('accounts', call.accounts);
    return onePage({ Account: rows.map((row) => permitted(row.id)(accountResource(row))) }, url);
  }
}
