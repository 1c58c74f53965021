/** The currencies that accounts are kept in, and the digits of their minor units (ISO 4217). */
export const currencies = { GBP: 2, EUR: 2 } as const satisfies Readonly<Record<string, number>>;
export type Currency = keyof typeof currencies;

const isCurrency = (text: string): text is Currency => Object.hasOwn(currencies, text);

function digitsOf(currency: string): number {
  if (isCurrency(currency)) return currencies[currency];
  throw new RangeError(`no account is kept in ${currency}`);
}

/** An amount as the API sends it: never negative, the direction is told apart from it. */
export interface Money {
  readonly Amount: string;
  readonly Currency: string;
}

export type CreditDebitIndicator = 'Credit' | 'Debit';

/** A signed integer of minor units as PostgreSQL sends it (a decimal string), or as a number. */
export type MinorUnits = string | number;

/** The decimal string of the absolute amount: exact, since no floating point is involved. */
export function money(amount: MinorUnits, currency: string): Money {
  const digits = digitsOf(currency);
  const whole = String(amount)
    .replace(/^-/, '')
    .padStart(digits + 1, '0');
  return { Amount: `${whole.slice(0, -digits)}.${whole.slice(-digits)}`, Currency: currency };
}

/** A zero balance counts as a credit balance, as the standard says. */
export const direction = (amount: MinorUnits): CreditDebitIndicator =>
  String(amount).startsWith('-') ? 'Debit' : 'Credit';

/**
 * Minor units of a decimal string such as `-12.50`; exact.
 * @throws RangeError for what is no amount, has more decimals than its currency, or is in one that no account is kept in.
 */
export function minorUnits(amount: string, currency: string): number {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(amount);
  const digits = digitsOf(currency);
  const fraction = match?.[3] ?? '';
  if (match === null || fraction.length > digits) {
    throw new RangeError(`${amount} is not an amount of ${currency}`);
  }
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}
