import { z } from 'zod';

/** A currency of ISO 4217. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

/** A sum as this API writes it: digits and a decimal point, never a sign. */
export const amountSchema = z
  .strictObject({
    Amount: z.string().regex(/^\d{1,13}$|^\d{1,13}\.\d{1,5}$/),
    Currency: currencyCode,
  })
  .meta({ id: 'Amount', example: { Amount: '12.50', Currency: 'GBP' } });

/** Whether a sum was added to the account or taken from it. */
export const creditDebitIndicator = z.enum(['Credit', 'Debit']);
