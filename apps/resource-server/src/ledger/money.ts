// ISO 4217 minor units of the currencies that are not counted in hundredths.
const minorDigits: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, ISK: 0, KWD: 3, BHD: 3 };

const digitsOf = (currency: string): number => minorDigits[currency] ?? 2;

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
  const units = whole.slice(0, whole.length - digits);
  const fraction = whole.slice(whole.length - digits);
  return { Amount: digits === 0 ? units : `${units}.${fraction}`, Currency: currency };
}

/** A zero balance counts as a credit balance, as the standard says. */
export const direction = (amount: MinorUnits): CreditDebitIndicator =>
  String(amount).startsWith('-') ? 'Debit' : 'Credit';

/** Minor units of a decimal string such as `-12.50`; exact. */
export function minorUnits(amount: string, currency: string): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  const digits = digitsOf(currency);
  const fraction = match?.[3] ?? '';
  if (match === null || fraction.length > digits) {
    throw new RangeError(`${amount} is not an amount of ${currency}`);
  }
  const minor = Number(`${match[2]}${fraction.padEnd(digits, '0')}`);
  return match[1] === '-' && minor !== 0 ? -minor : minor;
}
