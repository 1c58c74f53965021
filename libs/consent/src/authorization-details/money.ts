import { z } from 'zod';

/** A sum of money on the wire; in the entries of this product always more than nothing, and in pounds. */
export interface Money {
  readonly Amount: string;
  readonly Currency: string;
}

/** An amount in pounds and pence: the one currency that accounts are held in. */
export const amount = z
  .string()
  .regex(
    /^(?=.*[1-9])\d{1,13}(?:\.\d{1,2})?$/,
    'must be an amount in pounds and pence such as 12.50, and more than nothing',
  );

export const currency = z.literal('GBP');

export const money = z.strictObject({ Amount: amount, Currency: currency });

/** Hundredths of a decimal amount of at most two places, exact. */
export function pence(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

/** True when the one is no more than the other, and both are of one currency. */
export const isAtMost = (sum: Money, limit: Money): boolean =>
  sum.Currency === limit.Currency && pence(sum.Amount) <= pence(limit.Amount);

const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });

/** `1234.5` as people write it: `£1,234.50`. */
export const inPounds = (decimal: string): string =>
  pounds.format(decimal as Intl.StringNumericLiteral);

/** The decimal amount of so many hundredths. */
export function decimalOf(hundredths: bigint): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
