import { z } from 'zod';
import { answered, exampleAccountId } from '../account-data/account-data.example.js';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { amountSchema, creditDebitIndicator } from '../openapi/money.schema.js';

const charged = <Type extends string>(type: Type) =>
  z.strictObject({
    Description: z.string().min(1).max(128),
    CreditDebitIndicator: creditDebitIndicator,
    Type: z.literal(type),
    Amount: amountSchema,
  });

/** What of a month's amounts is told, each with its sign apart. */
const statementAmountTypes = [
  ...(['UK.OBIE.StartingBalance', 'UK.OBIE.TotalCredits', 'UK.OBIE.TotalDebits'] as const),
  ...(['UK.OBIE.ClosingBalance', 'UK.OBIE.CreditLimit'] as const),
] as const;

const statementSchema = z
  .strictObject({
    AccountId: z.uuid(),
    StatementId: z.uuid(),
    StatementReference: z.string().regex(/^\d{4}-\d{2}$/),
    Type: z.literal('RegularPeriodic'),
    StartDateTime: dateTime,
    EndDateTime: dateTime.describe('The last second of the month.'),
    CreationDateTime: dateTime,
    StatementDescription: z.array(z.string().min(1).max(500)).length(1),
    StatementFee: z.array(charged('UK.OBIE.Total')).optional(),
    StatementInterest: z.array(charged('UK.OBIE.Total')).optional(),
    StatementDateTime: z.array(
      z.strictObject({
        DateTime: dateTime,
        Type: z.enum(['UK.OBIE.StatementAvailable', 'UK.OBIE.NextStatement']),
      }),
    ),
    StatementAmount: z
      .array(
        z.strictObject({
          CreditDebitIndicator: creditDebitIndicator,
          Type: z.enum(statementAmountTypes),
          Amount: amountSchema,
        }),
      )
      .optional()
      .describe('With `ReadStatementsDetail` alone.'),
  })
  .meta({ id: 'Statement' });
export type StatementResource = z.output<typeof statementSchema>;

const pounds = (Amount: string) => ({ Amount, Currency: 'GBP' });
const example: StatementResource = {
  AccountId: exampleAccountId,
  StatementId: '5d1f0c7a-83b2-8c41-8a6e-0f9d2b7c4e15',
  StatementReference: '2026-10',
  Type: 'RegularPeriodic',
  StartDateTime: '2026-10-01T00:00:00+00:00',
  EndDateTime: '2026-10-31T23:59:59+00:00',
  CreationDateTime: '2026-11-01T00:00:00+00:00',
  StatementDescription: ['October 2026'],
  StatementDateTime: [
    { DateTime: '2026-11-01T00:00:00+00:00', Type: 'UK.OBIE.StatementAvailable' },
    { DateTime: '2026-12-01T00:00:00+00:00', Type: 'UK.OBIE.NextStatement' },
  ],
  StatementAmount: [
    {
      CreditDebitIndicator: 'Credit',
      Type: 'UK.OBIE.StartingBalance',
      Amount: pounds('1184.20'),
    },
    { CreditDebitIndicator: 'Credit', Type: 'UK.OBIE.TotalCredits', Amount: pounds('2846.50') },
    { CreditDebitIndicator: 'Debit', Type: 'UK.OBIE.TotalDebits', Amount: pounds('2611.07') },
    {
      CreditDebitIndicator: 'Credit',
      Type: 'UK.OBIE.ClosingBalance',
      Amount: pounds('1419.63'),
    },
  ],
};

/** What a request for statements is answered with. */
export const statementsAnswer = {
  schema: envelopeOf(z.strictObject({ Statement: z.array(statementSchema) })),
  example: answered({ Statement: [example] }, `accounts/${exampleAccountId}/statements`),
};

const dateTimeParameter = (end: string) =>
  z
    .string()
    .optional()
    .meta({
      description: `${end} moment that is asked for: an ISO 8601 date-time, whose zone is ignored.`,
      example: '2026-10-01T00:00:00',
    });

/** What a caller may ask of a list of statements. */
export const statementsQuerySchema = z.object({
  fromStatementDateTime: dateTimeParameter('The earliest'),
  toStatementDateTime: dateTimeParameter('The latest'),
});
