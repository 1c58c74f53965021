import { direction, money } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';
import type { BalanceResource, BalanceType } from './balance.schema.js';

/** A row of the balance statement; amounts are decimal strings of minor units. */
export interface BalanceRow {
  readonly account_id: string;
  readonly currency: string;
  readonly type_code: string;
  readonly booked_minor: string;
  readonly available_minor: string;
  /** The same two as yesterday ended. */
  readonly closing_booked_minor: string;
  readonly closing_available_minor: string;
  readonly limit_minor: string;
}

/** The instants that balances are told of. */
export interface BalanceTimes {
  readonly now: Date;
  /** The start of today, UTC. */
  readonly opening: Date;
}

/**
 * OBReadBalance1: what is booked and what can still be spent, a credit line included and holds left out; now and at the
 * turn of the day, which one day closes with and the next one opens with.
 */
export function balanceResources(row: BalanceRow, { now, opening }: BalanceTimes) {
  const closing = new Date(opening.getTime() - 1);
  const at = (type: BalanceType, amount: string, instant: Date): BalanceResource => ({
    AccountId: row.account_id,
    CreditDebitIndicator: direction(amount),
    Type: type,
    DateTime: isoDateTime(instant),
    Amount: money(amount, row.currency),
    ...(row.limit_minor === '0' ? {} : { CreditLine: [creditLine(row, type.endsWith('AV'))] }),
  });
  return [
    at('ITBD', row.booked_minor, now),
    at('ITAV', row.available_minor, now),
    at('CLBD', row.closing_booked_minor, closing),
    at('CLAV', row.closing_available_minor, closing),
    at('OPBD', row.closing_booked_minor, opening),
    at('OPAV', row.closing_available_minor, opening),
  ];
}

const creditLine = (row: BalanceRow, included: boolean) => ({
  Included: included,
  Type: row.type_code === 'CARD' ? ('Credit' as const) : ('Pre-Agreed' as const),
  Amount: money(row.limit_minor, row.currency),
});
