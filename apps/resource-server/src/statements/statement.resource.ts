import { direction, money, type MinorUnits } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';
import type { StatementResource } from './statement.schema.js';

/** A month of an account; amounts are decimal strings of minor units, negative where they were taken. */
export interface StatementRow {
  readonly id: string;
  readonly account_id: string;
  readonly currency: string;
  readonly type_code: string;
  readonly starts_at: Date;
  /** The first instant of the next month. */
  readonly ends_at: Date;
  readonly created_at: Date;
  readonly opening_minor: string;
  readonly credits_minor: string;
  readonly debits_minor: string;
  readonly closing_minor: string;
  readonly interest_minor: string;
  readonly fees_minor: string;
  readonly limit_minor: string;
}

/** OBStatement2, whole: its amounts are a Detail field. */
export function statementResource(row: StatementRow): StatementResource {
  const signed = (minor: MinorUnits) => ({
    CreditDebitIndicator: direction(minor),
    Amount: money(minor, row.currency),
  });
  const total = (Description: string, minor: string) =>
    minor === '0' ? undefined : [{ Description, Type: 'UK.OBIE.Total' as const, ...signed(minor) }];
  const fees = total('Fees of the month', row.fees_minor);
  const interest = total('Interest of the month', row.interest_minor);
  return {
    AccountId: row.account_id,
    StatementId: row.id,
    StatementReference: statementReference(row),
    Type: 'RegularPeriodic',
    StartDateTime: isoDateTime(row.starts_at),
    EndDateTime: isoDateTime(new Date(row.ends_at.getTime() - 1000)),
    CreationDateTime: isoDateTime(row.created_at),
    StatementDescription: [monthOf(row)],
    ...(fees === undefined ? {} : { StatementFee: fees }),
    ...(interest === undefined ? {} : { StatementInterest: interest }),
    StatementDateTime: [
      { DateTime: isoDateTime(row.created_at), Type: 'UK.OBIE.StatementAvailable' },
      { DateTime: isoDateTime(monthAfter(row.ends_at)), Type: 'UK.OBIE.NextStatement' },
    ],
    StatementAmount: [
      { Type: 'UK.OBIE.StartingBalance', ...signed(row.opening_minor) },
      { Type: 'UK.OBIE.TotalCredits', ...signed(row.credits_minor) },
      { Type: 'UK.OBIE.TotalDebits', ...signed(row.debits_minor), CreditDebitIndicator: 'Debit' },
      { Type: 'UK.OBIE.ClosingBalance', ...signed(row.closing_minor) },
      ...(row.type_code === 'CARD'
        ? [{ Type: 'UK.OBIE.CreditLimit' as const, ...signed(row.limit_minor) }]
        : []),
    ],
  };
}

/** How the bank calls the statement of a month: `2026-10`. */
export const statementReference = ({ starts_at }: Pick<StatementRow, 'starts_at'>): string =>
  starts_at.toISOString().slice(0, 7);

const monthFormat = new Intl.DateTimeFormat('en-GB', {
  ...{ month: 'long', year: 'numeric', timeZone: 'UTC' },
});

/** The month as people write it: `October 2026`. */
export const monthOf = ({ starts_at }: Pick<StatementRow, 'starts_at'>): string =>
  monthFormat.format(starts_at);

const monthAfter = (instant: Date): Date =>
  new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + 1, 1));
