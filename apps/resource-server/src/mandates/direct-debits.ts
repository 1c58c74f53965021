import { z } from 'zod';
import { accountDataStatement, ofAccount } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';
import { money } from '../ledger/money.js';
import { dateTime } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';
import { frequencyOf, instantField, mandateSchema, type FrequencyColumns } from './mandate.js';

const directDebitSchema = z
  .strictObject({
    AccountId: z.uuid(),
    DirectDebitId: z.uuid(),
    DirectDebitStatusCode: z.enum(['ACTV', 'CANC', 'EXPI', 'SUSP']),
    MandateRelatedInformation: mandateSchema,
    Name: z.string().min(1).max(70),
    PreviousPaymentDateTime: dateTime.optional(),
    PreviousPaymentAmount: amountSchema.optional(),
  })
  .meta({ id: 'DirectDebit' });
type DirectDebitResource = z.output<typeof directDebitSchema>;

interface DirectDebitRow extends AccountDataRow, FrequencyColumns {
  readonly id: string;
  readonly status_code: DirectDebitResource['DirectDebitStatusCode'];
  readonly name: string;
  readonly mandate_identification: string;
  readonly classification: 'FIXE' | 'USGB' | 'VARI';
  readonly next_payment_at: Date | null;
  readonly last_payment_at: Date | null;
  readonly last_minor: string | null;
}

/** OBReadDirectDebit2: who collects from an account, and what was collected last. */
export const directDebits: AccountData<DirectDebitRow, DirectDebitResource> = {
  resource: 'direct-debits',
  paths: { all: 'direct-debits', ofAccount: 'direct-debits' },
  member: 'DirectDebit',
  statement: accountDataStatement(
    'direct_debits',
    [
      ...['status_code', 'name', 'mandate_identification', 'classification', 'frequency_type'],
      ...['count_per_period', 'point_in_time', 'next_payment_at', 'last_payment_at', 'last_minor'],
    ],
    ofAccount('direct_debit'),
  ),
  toResource: (row, now) => ({
    AccountId: row.account_id,
    DirectDebitId: row.id,
    DirectDebitStatusCode: row.status_code,
    MandateRelatedInformation: {
      MandateIdentification: row.mandate_identification,
      Classification: row.classification,
      ...instantField('RecurringPaymentDateTime', row.next_payment_at, now),
      Frequency: frequencyOf(row),
    },
    Name: row.name,
    ...instantField('PreviousPaymentDateTime', row.last_payment_at),
    ...(row.last_minor === null
      ? {}
      : { PreviousPaymentAmount: money(row.last_minor, row.currency) }),
  }),
  words: {
    tag: 'Direct debits',
    all: 'Who collects from the chosen accounts by direct debit',
    ofAccount: 'Who collects from an account by direct debit',
  },
  schema: directDebitSchema,
  example: {
    AccountId: exampleAccountId,
    DirectDebitId: '0193a5f0-7a10-7c4d-9e52-6fa01b3c7d82',
    DirectDebitStatusCode: 'ACTV',
    MandateRelatedInformation: {
      MandateIdentification: 'MAY40718263',
      Classification: 'FIXE',
      RecurringPaymentDateTime: '2026-12-02T03:12:00+00:00',
      Frequency: { Type: 'MNTH', CountPerPeriod: 1, PointInTime: '02' },
    },
    Name: 'Ironleaf Gym',
    PreviousPaymentDateTime: '2026-11-02T03:12:00+00:00',
    PreviousPaymentAmount: { Amount: '29.50', Currency: 'GBP' },
  },
};
