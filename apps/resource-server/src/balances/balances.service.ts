import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { aboutAccount, consentedCall, type ConsentedCall } from '../open-banking/consented.js';
import { isoDateTime } from '../open-banking/date-time.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { balanceResources, type BalanceResource, type BalanceRow } from './balance.resource.js';
import { balancesOfConsent } from './balances.statements.js';

export type BalancesEnvelope = Envelope<{ readonly Balance: readonly BalanceResource[] }>;

/** What is on the accounts that a customer chose to share. */
@Injectable()
export class BalancesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async all(authorization: ResourceAuthorization, url: string): Promise<BalancesEnvelope> {
    const call = consentedCall(authorization);
    return this.answer(await this.rows(call), url);
  }

  async one(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<BalancesEnvelope> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const rows = await this.rows(call);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return this.answer(rows, url);
  }

  private rows({ bank, customerId, accounts }: ConsentedCall): Promise<BalanceRow[]> {
    return this.database.query(balancesOfConsent, [[...accounts.keys()], customerId, bank]);
  }

  private answer(rows: readonly BalanceRow[], url: string): BalancesEnvelope {
    const at = isoDateTime(this.clock.now());
    return onePage({ Balance: rows.flatMap((row) => balanceResources(row, at)) }, url);
  }
}
