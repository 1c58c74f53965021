import { z } from 'zod';
import { accountDataStatement, ofAccount } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';
import { accountIdentification } from '../accounts/account.schema.js';
import { money } from '../ledger/money.js';
import { dateTime } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';
import { frequencyOf, instantField, mandateSchema, type FrequencyColumns } from './mandate.js';

const standingOrderSchema = z
  .strictObject({
    AccountId: z.uuid(),
    StandingOrderId: z.uuid(),
    NextPaymentDateTime: dateTime.optional(),
    LastPaymentDateTime: dateTime.optional(),
    StandingOrderStatusCode: z.enum(['ACTV', 'CANC', 'EXPI', 'SUSP']),
    FirstPaymentAmount: amountSchema.optional(),
    NextPaymentAmount: amountSchema.optional(),
    LastPaymentAmount: amountSchema.optional(),
    FinalPaymentAmount: amountSchema.optional(),
    CreditorAccount: accountIdentification
      .optional()
      .describe('With `ReadStandingOrdersDetail` alone.'),
    MandateRelatedInformation: mandateSchema,
    RemittanceInformation: z
      .strictObject({ Unstructured: z.array(z.string().min(1).max(140)).min(1) })
      .optional(),
  })
  .meta({ id: 'StandingOrder' });
type StandingOrderResource = z.output<typeof standingOrderSchema>;

interface StandingOrderRow extends AccountDataRow, FrequencyColumns {
  readonly id: string;
  readonly status_code: StandingOrderResource['StandingOrderStatusCode'];
  readonly first_payment_at: Date | null;
  readonly first_minor: string | null;
  readonly next_payment_at: Date | null;
  readonly next_minor: string | null;
  readonly last_payment_at: Date | null;
  readonly last_minor: string | null;
  readonly final_payment_at: Date | null;
  readonly final_minor: string | null;
  readonly reference: string | null;
  readonly creditor_name: string;
  readonly creditor_scheme_name: z.output<typeof accountIdentification>['SchemeName'];
  readonly creditor_identification: string;
}

const columns = [
  ...['status_code', 'frequency_type', 'count_per_period', 'point_in_time'],
  ...['first', 'next', 'last', 'final'].flatMap((which) => [
    `${which}_payment_at`,
    `${which}_minor`,
  ]),
  ...['reference', 'creditor_name', 'creditor_scheme_name', 'creditor_identification'],
];

/** OBReadStandingOrder6: what leaves an account again and again until its holder says otherwise. */
export const standingOrders: AccountData<StandingOrderRow, StandingOrderResource> = {
  resource: 'standing-orders',
  paths: { all: 'standing-orders', ofAccount: 'standing-orders' },
  member: 'StandingOrder',
  statement: accountDataStatement('standing_orders', columns, ofAccount('standing_order_shown')),
  toResource: (row, now) => {
    const isNext = row.next_payment_at !== null && row.next_payment_at >= now;
    const amount = <Name extends string>(name: Name, minor: string | null) =>
      (minor === null ? {} : { [name]: money(minor, row.currency) }) as Partial<
        Record<Name, ReturnType<typeof money>>
      >;
    return {
      AccountId: row.account_id,
      StandingOrderId: row.id,
      ...instantField('NextPaymentDateTime', row.next_payment_at, now),
      ...instantField('LastPaymentDateTime', row.last_payment_at),
      StandingOrderStatusCode: row.status_code,
      ...amount('FirstPaymentAmount', row.first_minor),
      ...amount('NextPaymentAmount', isNext ? row.next_minor : null),
      ...amount('LastPaymentAmount', row.last_minor),
      ...amount('FinalPaymentAmount', row.final_minor),
      CreditorAccount: {
        SchemeName: row.creditor_scheme_name,
        Identification: row.creditor_identification,
        Name: row.creditor_name,
      },
      MandateRelatedInformation: {
        ...instantField('FirstPaymentDateTime', row.first_payment_at),
        ...instantField('RecurringPaymentDateTime', row.next_payment_at, now),
        ...instantField('FinalPaymentDateTime', row.final_payment_at),
        Frequency: frequencyOf(row),
      },
      ...(row.reference === null
        ? {}
        : { RemittanceInformation: { Unstructured: [row.reference] } }),
    };
  },
  words: {
    tag: 'Standing orders',
    all: 'What leaves the chosen accounts again and again',
    ofAccount: 'What leaves an account again and again',
  },
  schema: standingOrderSchema,
  example: {
    AccountId: exampleAccountId,
    StandingOrderId: '0193a5f0-7a10-7d5e-8f63-70b12c4d8e93',
    NextPaymentDateTime: '2026-12-01T06:20:00+00:00',
    LastPaymentDateTime: '2026-11-02T06:44:00+00:00',
    StandingOrderStatusCode: 'ACTV',
    NextPaymentAmount: { Amount: '985.00', Currency: 'GBP' },
    LastPaymentAmount: { Amount: '985.00', Currency: 'GBP' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '00122076543210',
      Name: 'Tideway Lettings',
    },
    MandateRelatedInformation: {
      RecurringPaymentDateTime: '2026-12-01T06:20:00+00:00',
      Frequency: { Type: 'MNTH', CountPerPeriod: 1, PointInTime: '01' },
    },
    RemittanceInformation: { Unstructured: ['RENT FLAT 4'] },
  },
};
