import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { schemeOf } from '../ledger/account-numbers.js';
import { direction, money, type CreditDebitIndicator, type Money } from '../ledger/money.js';
import { accountsOfCustomer } from './customer-accounts.statements.js';

interface Row {
  readonly id: string;
  readonly nickname: string | null;
  readonly description: string;
  readonly type_code: string;
  readonly currency: string;
  readonly identification: string;
  readonly balance_minor: string;
  readonly available_minor: string;
  readonly holders: readonly string[];
}

/** An account as the bank's consent page offers it. */
export interface OfferedAccount {
  readonly AccountId: string;
  readonly Nickname: string;
  readonly Description: string;
  readonly AccountTypeCode: string;
  readonly Currency: string;
  readonly MaskedIdentification: string;
  /** Sort code and number or IBAN, by which an app may name an account; the numbers of cards stay here. */
  readonly Identification?: string;
  readonly Balance: Money & { readonly CreditDebitIndicator: CreditDebitIndicator };
  /** What can be spent, an arranged overdraft or credit limit included. */
  readonly Available: Money & { readonly CreditDebitIndicator: CreditDebitIndicator };
  readonly Holders: readonly string[];
}

/** The accounts a customer may choose from. */
@Injectable()
export class CustomerAccountsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  async of(customerId: string, bank: string): Promise<{ accounts: OfferedAccount[] }> {
    const rows = await this.database.query<Row>(accountsOfCustomer, [customerId, bank]);
    return { accounts: rows.map(offered) };
  }
}

const offered = (row: Row): OfferedAccount => ({
  AccountId: row.id,
  Nickname: row.nickname ?? row.description,
  Description: row.description,
  AccountTypeCode: row.type_code,
  Currency: row.currency,
  MaskedIdentification: `•••• ${row.identification.slice(-4)}`,
  ...(schemeOf(row.identification) !== 'UK.OBIE.PAN' && { Identification: row.identification }),
  Balance: {
    ...money(row.balance_minor, row.currency),
    CreditDebitIndicator: direction(row.balance_minor),
  },
  Available: {
    ...money(row.available_minor, row.currency),
    CreditDebitIndicator: direction(row.available_minor),
  },
  Holders: row.holders,
});
