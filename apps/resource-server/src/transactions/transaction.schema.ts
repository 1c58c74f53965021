import { z } from 'zod';
import { dateTime, envelopeOf } from '../openapi/envelope.schema.js';
import { amountSchema, creditDebitIndicator } from '../openapi/money.schema.js';

const code = z.string().regex(/^[A-Z0-9]{4}$/);

const party = z
  .strictObject({
    SchemeName: z.enum(['UK.OBIE.SortCodeAccountNumber', 'UK.OBIE.IBAN']).optional(),
    Identification: z.string().min(1).max(256).optional(),
    Name: z.string().min(1).max(350),
  })
  .meta({
    id: 'TransactionParty',
    description: 'The other side. With `ReadTransactionsDetail` alone.',
  });

/** One entry of an account, as its reader may see it. */
const transactionSchema = z
  .strictObject({
    AccountId: z.uuid(),
    TransactionId: z.uuid(),
    TransactionReference: z.string().min(1).max(210).optional(),
    CreditDebitIndicator: creditDebitIndicator,
    Status: z.enum(['BOOK']),
    TransactionMutability: z.enum(['Immutable']),
    BookingDateTime: dateTime,
    ValueDateTime: dateTime,
    Amount: amountSchema,
    BankTransactionCode: z.strictObject({ Code: code, SubCode: code }),
    ProprietaryBankTransactionCode: z.strictObject({
      Code: z.string().min(1).max(35),
      Issuer: z.string().min(1).max(35),
    }),
    CategoryPurposeCode: code.optional(),
    CardInstrument: z
      .strictObject({
        CardSchemeName: z.enum(['VISA']),
        AuthorisationType: z.enum(['ConsumerDevice', 'Contactless', 'None', 'PIN']),
        Identification: z
          .string()
          .min(1)
          .max(34)
          .describe('The last four digits alone, unless `ReadPAN` was given.'),
      })
      .optional(),
    TransactionInformation: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('With `ReadTransactionsDetail` alone.'),
    MerchantDetails: z
      .strictObject({
        MerchantName: z.string().min(1).max(350),
        MerchantCategoryCode: z.string().min(3).max(4).optional(),
      })
      .optional()
      .describe('With `ReadTransactionsDetail` alone.'),
    DebtorAccount: party.optional(),
    CreditorAccount: party.optional(),
    SupplementaryData: z
      .strictObject({ Category: z.string() })
      .optional()
      .describe('With `ReadTransactionsDetail` alone.'),
  })
  .meta({ id: 'Transaction' });

const bookingDateTime = (end: string) =>
  z
    .string()
    .optional()
    .meta({
      description: `${end} moment that is asked for: an ISO 8601 date-time, whose zone is ignored.`,
      example: '2026-11-01T00:00:00',
    });

/** What a caller may ask of a list of transactions. */
export const transactionsQuerySchema = z.object({
  fromBookingDateTime: bookingDateTime('The earliest'),
  toBookingDateTime: bookingDateTime('The latest'),
  pageSize: z.int().min(25).max(1000).optional().meta({
    description: 'Entries of a page at most; 100 without it.',
    example: 100,
  }),
  page: z
    .string()
    .max(600)
    .optional()
    .describe('Out of a link of this very list, and out of nothing else.'),
});

const self = 'https://localhost:9442/harbour/open-banking/v4.0/aisp/transactions';

/** What a request for transactions is answered with. */
export const transactionsAnswer = {
  schema: envelopeOf(z.strictObject({ Transaction: z.array(transactionSchema) })),
  example: {
    Data: {
      Transaction: [
        {
          AccountId: '0193a5f0-6f4b-7c1e-9a52-3d7e4c8b1f60',
          TransactionId: '019aa3b2-2f0c-7d5e-8a11-5c0f2b9e7d34',
          CreditDebitIndicator: 'Debit',
          Status: 'BOOK',
          TransactionMutability: 'Immutable',
          BookingDateTime: '2026-11-20T18:04:11+00:00',
          ValueDateTime: '2026-11-20T18:04:11+00:00',
          Amount: { Amount: '23.80', Currency: 'GBP' },
          BankTransactionCode: { Code: 'CCRD', SubCode: 'POSD' },
          ProprietaryBankTransactionCode: { Code: 'CardPayment', Issuer: 'Harbour Bank' },
          CategoryPurposeCode: 'DCRD',
          TransactionInformation: 'PENNY LANE GROCERS',
          MerchantDetails: { MerchantName: 'Penny Lane Grocers', MerchantCategoryCode: '5411' },
          SupplementaryData: { Category: 'Groceries' },
        },
      ],
    },
    Links: { Self: self, First: self, Last: self },
    Meta: {
      TotalPages: 1,
      FirstAvailableDateTime: '2024-11-22T08:12:00+00:00',
      LastAvailableDateTime: '2026-11-20T18:04:11+00:00',
    },
  },
};
