import { z } from 'zod';

/** A sum of money on the wire; in the entries of this product always more than nothing. */
export interface Money {
  readonly Amount: string;
  readonly Currency: string;
}

/** An amount of a currency that is counted in hundredths, as pounds and euros are. */
export const amount = z
  .string()
  .regex(
    /^(?=.*[1-9])\d{1,13}(?:\.\d{1,2})?$/,
    'must be an amount of at most two decimals such as 12.50, and more than nothing',
  );

export const currency = z.literal('GBP');

/** A sum in pounds: what an app may order by itself, and what the bank orders later. */
export const money = z.strictObject({ Amount: amount, Currency: currency });

/** A sum in any currency that accounts are kept in. */
export const poundsOrEuros = z.strictObject({
  Amount: amount,
  Currency: z.enum(['GBP', 'EUR']),
});
export type PoundsOrEuros = z.output<typeof poundsOrEuros>;

/** Hundredths of a decimal amount of at most two places, exact. */
export function pence(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

/** True when the one is no more than the other, and both are of one currency. */
export const isAtMost = (sum: Money, limit: Money): boolean =>
  sum.Currency === limit.Currency && pence(sum.Amount) <= pence(limit.Amount);

const formatOf = (code: string) =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: code });
const [pounds, euros] = [formatOf('GBP'), formatOf('EUR')];

/** `1234.5` as people write it: `£1,234.50`. */
export const inPounds = (decimal: string): string =>
  pounds.format(decimal as Intl.StringNumericLiteral);

/** A sum as people write it: `£1,234.50`, `€12.50`. */
export const inWords = ({ Amount, Currency }: PoundsOrEuros): string =>
  (Currency === 'EUR' ? euros : pounds).format(Amount as Intl.StringNumericLiteral);

/** The decimal amount of so many hundredths. */
export function decimalOf(hundredths: bigint): string {
  const digits = String(hundredths).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
