import { z } from 'zod';

// What the demo app reads of the standard's answers; members it does not use are left aside.

const amount = z.object({
  Amount: z.string().regex(/^\d{1,13}(\.\d{1,5})?$/),
  Currency: z.string().length(3),
});
const direction = z.enum(['Credit', 'Debit']);
const links = z.object({ Next: z.string().optional() }).optional();

export const accountsAnswer = z.object({
  Data: z.object({
    Account: z
      .array(
        z.object({
          AccountId: z.string(),
          Currency: z.string().optional(),
          AccountTypeCode: z.string().optional(),
          Description: z.string().optional(),
          Nickname: z.string().optional(),
          Account: z
            .array(
              z.object({
                SchemeName: z.string(),
                Identification: z.string(),
                Name: z.string().optional(),
              }),
            )
            .optional(),
        }),
      )
      .default([]),
  }),
});

export const balancesAnswer = z.object({
  Data: z.object({
    Balance: z
      .array(
        z.object({
          AccountId: z.string(),
          CreditDebitIndicator: direction,
          Type: z.string(),
          DateTime: z.string(),
          Amount: amount,
        }),
      )
      .default([]),
  }),
});

export const transactionsAnswer = z.object({
  Data: z.object({
    Transaction: z
      .array(
        z.object({
          AccountId: z.string(),
          TransactionId: z.string().optional(),
          CreditDebitIndicator: direction,
          Status: z.string(),
          BookingDateTime: z.iso.datetime({ offset: true }),
          Amount: amount,
          TransactionInformation: z.string().optional(),
          MerchantDetails: z
            .object({
              MerchantName: z.string().optional(),
              MerchantCategoryCode: z.string().optional(),
            })
            .optional(),
          BankTransactionCode: z.object({ Code: z.string(), SubCode: z.string() }).optional(),
        }),
      )
      .default([]),
  }),
  Links: links,
});

export type Transaction = z.output<typeof transactionsAnswer>['Data']['Transaction'][number];

export type Account = z.output<typeof accountsAnswer>['Data']['Account'][number];
export type Balance = z.output<typeof balancesAnswer>['Data']['Balance'][number];
