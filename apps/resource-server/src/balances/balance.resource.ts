import { direction, money } from '../ledger/money.js';

/** A row of the balance statement; amounts are decimal strings of minor units. */
export interface BalanceRow {
  readonly account_id: string;
  readonly currency: string;
  readonly type_code: string;
  readonly balance_minor: string;
  readonly available_minor: string;
  readonly limit_minor: string;
}

type BalanceType = 'ITBD' | 'ITAV';

/** OBReadBalance1: what is booked so far today, and what can still be spent, an agreed credit line included. */
export function balanceResources(row: BalanceRow, at: string) {
  return [
    balance(row, 'ITBD', row.balance_minor, at, false),
    balance(row, 'ITAV', row.available_minor, at, true),
  ];
}

export type BalanceResource = ReturnType<typeof balance>;

function balance(
  row: BalanceRow,
  type: BalanceType,
  amount: string,
  at: string,
  included: boolean,
) {
  return {
    AccountId: row.account_id,
    CreditDebitIndicator: direction(amount),
    Type: type,
    DateTime: at,
    Amount: money(amount, row.currency),
    ...(row.limit_minor === '0' ? {} : { CreditLine: [creditLine(row, included)] }),
  };
}

const creditLine = (row: BalanceRow, included: boolean) => ({
  Included: included,
  Type: row.type_code === 'CARD' ? 'Credit' : 'Pre-Agreed',
  Amount: money(row.limit_minor, row.currency),
});
