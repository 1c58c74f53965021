import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { permittedFieldsOf } from '../access/permitted-fields.js';
import { aboutAccount, consentedCall, type ConsentedCall } from '../open-banking/consented.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import type { AccountData, AccountDataRow } from './account-data.js';

export type AccountDataEnvelope<Resource> = Envelope<Readonly<Record<string, readonly Resource[]>>>;

/** What is arranged for the accounts that a customer chose to share: one statement for each call. */
@Injectable()
export class AccountDataService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async all<Row extends AccountDataRow, Resource extends object>(
    kind: AccountData<Row, Resource>,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<AccountDataEnvelope<Resource>> {
    const call = consentedCall(authorization);
    return this.answer(kind, await this.rows(kind, call), call, url);
  }

  async ofAccount<Row extends AccountDataRow, Resource extends object>(
    kind: AccountData<Row, Resource>,
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<AccountDataEnvelope<Resource>> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const rows = await this.rows(kind, call);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return this.answer(kind, rows, call, url);
  }

  private rows<Row extends AccountDataRow, Resource extends object>(
    { statement }: AccountData<Row, Resource>,
    { bank, customerId, accounts }: ConsentedCall,
  ): Promise<Row[]> {
    return this.database.query(statement, [[...accounts.keys()], customerId, bank]);
  }

  private answer<Row extends AccountDataRow, Resource extends object>(
    { resource, member, toResource }: AccountData<Row, Resource>,
    rows: readonly Row[],
    call: ConsentedCall,
    url: string,
  ): AccountDataEnvelope<Resource> {
    const now = this.clock.now();
    const permitted = permittedFieldsOf(resource, call.accounts);
    const shown = rows.flatMap((row) => {
      const whole = row.id === null ? undefined : toResource(row, now);
      return whole === undefined ? [] : [permitted(row.account_id)(whole)];
    });
    return onePage({ [member]: shown }, url);
  }
}
