import { z } from 'zod';
import { accountDataStatement, ofAccount } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';
import { accountIdentification } from '../accounts/account.schema.js';
import { money } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';
import { dateTime } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';

const scheduledPaymentSchema = z
  .strictObject({
    AccountId: z.uuid(),
    ScheduledPaymentId: z.uuid(),
    ScheduledPaymentDateTime: dateTime,
    ScheduledType: z.enum(['Arrival', 'Execution']),
    Reference: z.string().min(1).max(35).optional(),
    InstructedAmount: amountSchema,
    CreditorAccount: accountIdentification
      .optional()
      .describe('With `ReadScheduledPaymentsDetail` alone.'),
  })
  .meta({ id: 'ScheduledPayment' });
type ScheduledPaymentResource = z.output<typeof scheduledPaymentSchema>;

interface ScheduledPaymentRow extends AccountDataRow {
  readonly id: string;
  readonly scheduled_type: ScheduledPaymentResource['ScheduledType'];
  readonly scheduled_at: Date;
  readonly amount_minor: string;
  readonly reference: string | null;
  readonly creditor_name: string;
  readonly creditor_scheme_name: z.output<typeof accountIdentification>['SchemeName'];
  readonly creditor_identification: string;
}

/** OBReadScheduledPayment3: what will leave an account once, on a day to come. */
export const scheduledPayments: AccountData<ScheduledPaymentRow, ScheduledPaymentResource> = {
  resource: 'scheduled-payments',
  paths: { all: 'scheduled-payments', ofAccount: 'scheduled-payments' },
  member: 'ScheduledPayment',
  statement: accountDataStatement(
    'scheduled_payments',
    [
      ...['scheduled_type', 'scheduled_at', 'amount_minor', 'reference'],
      ...['creditor_name', 'creditor_scheme_name', 'creditor_identification'],
    ],
    ofAccount('scheduled_payment_shown'),
  ),
  toResource: (row, now) =>
    row.scheduled_at < now
      ? undefined
      : {
          AccountId: row.account_id,
          ScheduledPaymentId: row.id,
          ScheduledPaymentDateTime: isoDateTime(row.scheduled_at),
          ScheduledType: row.scheduled_type,
          ...(row.reference === null ? {} : { Reference: row.reference }),
          InstructedAmount: money(row.amount_minor, row.currency),
          CreditorAccount: {
            SchemeName: row.creditor_scheme_name,
            Identification: row.creditor_identification,
            Name: row.creditor_name,
          },
        },
  words: {
    tag: 'Scheduled payments',
    all: 'What will leave the chosen accounts on a day to come',
    ofAccount: 'What will leave an account on a day to come',
  },
  schema: scheduledPaymentSchema,
  example: {
    AccountId: exampleAccountId,
    ScheduledPaymentId: '0193a5f0-7a10-7e6f-9074-81c23d5e9fa4',
    ScheduledPaymentDateTime: '2027-04-01T09:40:00+00:00',
    ScheduledType: 'Execution',
    Reference: 'ANNUAL SUBSCRIPTION',
    InstructedAmount: { Amount: '48.00', Currency: 'GBP' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '00122011223344',
      Name: 'Seafront Bowls Club',
    },
  },
};
