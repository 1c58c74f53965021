import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { currencyCode } from '../openapi/money.schema.js';

/** An account's number, and whose it is. */
export const accountIdentification = z
  .strictObject({
    SchemeName: z.enum(['UK.OBIE.SortCodeAccountNumber', 'UK.OBIE.IBAN', 'UK.OBIE.PAN']),
    Identification: z
      .string()
      .min(1)
      .max(256)
      .describe('Of a card the last four digits alone, unless `ReadPAN` was given.'),
    Name: z.string().min(1).max(350),
  })
  .meta({ id: 'AccountIdentification' });

/** An account of the customer. */
export const accountSchema = z
  .strictObject({
    AccountId: z.uuid(),
    Status: z.enum(['Enabled', 'Disabled', 'Deleted', 'ProForma', 'Pending']),
    StatusUpdateDateTime: dateTime,
    Currency: currencyCode,
    AccountCategory: z.enum(['Business', 'Personal']),
    AccountTypeCode: z.enum(['CACC', 'CARD', 'SVGS']),
    Description: z.string().min(1).max(35),
    Nickname: z.string().min(1).max(70).optional(),
    OpeningDate: dateTime,
    Account: z
      .array(accountIdentification)
      .length(1)
      .optional()
      .describe('With `ReadAccountsDetail` alone.'),
  })
  .meta({ id: 'Account' });

const example = {
  Data: {
    Account: [
      {
        AccountId: '0193a5f0-6f4b-7c1e-9a52-3d7e4c8b1f60',
        Status: 'Enabled',
        StatusUpdateDateTime: '2024-03-11T09:00:00+00:00',
        Currency: 'GBP',
        AccountCategory: 'Personal',
        AccountTypeCode: 'CACC',
        Description: 'Current account',
        Nickname: 'Everyday',
        OpeningDate: '2024-03-11T09:00:00+00:00',
        Account: [
          {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: '00122012345678',
            Name: 'Maya Whitfield',
          },
        ],
      },
    ],
  },
  Links: { Self: 'https://localhost:9442/harbour/open-banking/v4.0/aisp/accounts' },
  Meta: { TotalPages: 1 },
} as const;

/** What a request for accounts is answered with. */
export const accountsAnswer = {
  schema: envelopeOf(z.strictObject({ Account: z.array(accountSchema) })),
  example,
};
