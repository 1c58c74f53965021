import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { aboutAccount, consentedCall, type ConsentedCall } from '../open-banking/consented.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import { notCovered } from '../open-banking/open-banking-error.js';
import { balanceResources, type BalanceRow, type BalanceTimes } from './balance.resource.js';
import type { BalanceResource } from './balance.schema.js';
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
    const times = this.times();
    return answer(await this.rows(consentedCall(authorization), times), times, url);
  }

  async one(
    accountId: string,
    authorization: ResourceAuthorization,
    url: string,
  ): Promise<BalancesEnvelope> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const times = this.times();
    const rows = await this.rows(call, times);
    if (rows.length === 0) throw notCovered('the customer does not hold this account', 'AccountId');
    return answer(rows, times, url);
  }

  private times(): BalanceTimes {
    const now = this.clock.now();
    return { now, opening: new Date(now.getTime() - (now.getTime() % dayMilliseconds)) };
  }

  private rows({ bank, customerId, accounts }: ConsentedCall, { opening }: BalanceTimes) {
    const values = [[...accounts.keys()], customerId, bank, opening];
    return this.database.query<BalanceRow>(balancesOfConsent, values);
  }
}

const dayMilliseconds = 86_400_000;

const answer = (rows: readonly BalanceRow[], times: BalanceTimes, url: string): BalancesEnvelope =>
  onePage({ Balance: rows.flatMap((row) => balanceResources(row, times)) }, url);
