import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { amountSchema, creditDebitIndicator } from '../openapi/money.schema.js';

/** The types a balance comes in (ISO 20022), in the order in which they are told. */
const balanceTypes = ['ITBD', 'ITAV', 'CLBD', 'CLAV', 'OPBD', 'OPAV'] as const;
export type BalanceType = (typeof balanceTypes)[number];

const creditLineSchema = z
  .strictObject({
    Included: z.boolean(),
    Type: z.enum(['Credit', 'Pre-Agreed']),
    Amount: amountSchema,
  })
  .meta({ id: 'CreditLine' });

/** One balance of one account at an instant; no member has a sign, which stands apart. */
const balanceSchema = z
  .strictObject({
    AccountId: z.uuid(),
    CreditDebitIndicator: creditDebitIndicator,
    Type: z.enum(balanceTypes).meta({
      description:
        'Booked (BD) or available (AV), an agreed credit line included and holds left out: ' +
        'now (IT), at the end of yesterday (CL), at the start of today (OP); days are UTC.',
    }),
    DateTime: dateTime,
    Amount: amountSchema,
    CreditLine: z.array(creditLineSchema).length(1).optional(),
  })
  .meta({ id: 'Balance' });
export type BalanceResource = z.output<typeof balanceSchema>;

export const balancesSchema = envelopeOf(z.strictObject({ Balance: z.array(balanceSchema) }));

const accountId = '018f3c2a-7d10-7c41-9a53-2f0c6f1f7d01';
const creditLine = (Included: boolean) => [
  { Included, Type: 'Pre-Agreed', Amount: { Amount: '500.00', Currency: 'GBP' } },
];

/** Balances of one account, as they could be answered. */
export const balancesExample = {
  Data: {
    Balance: [
      {
        AccountId: accountId,
        CreditDebitIndicator: 'Credit',
        Type: 'ITBD',
        DateTime: '2026-11-21T15:30:00+00:00',
        Amount: { Amount: '1230.45', Currency: 'GBP' },
        CreditLine: creditLine(false),
      },
      {
        AccountId: accountId,
        CreditDebitIndicator: 'Credit',
        Type: 'ITAV',
        DateTime: '2026-11-21T15:30:00+00:00',
        Amount: { Amount: '1710.45', Currency: 'GBP' },
        CreditLine: creditLine(true),
      },
    ],
  },
  Links: {
    Self: `https://localhost:9442/harbour/open-banking/v4.0/aisp/accounts/${accountId}/balances`,
  },
  Meta: { TotalPages: 1 },
};
