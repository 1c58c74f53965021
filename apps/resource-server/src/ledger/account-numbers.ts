import type { Currency } from './money.js';

// Sort codes that begin with 00 are given to no bank, and no bank has these four letters.
const sortCode = '001220';
const bankCode = 'SBNX';

/** How an account outside the card schemes is identified. */
export interface AccountNumber {
  readonly schemeName: 'UK.OBIE.SortCodeAccountNumber' | 'UK.OBIE.IBAN';
  readonly identification: string;
}

/** An account of the sandbox by its eight digits: sort code and number in pounds, an IBAN in euros. */
export function accountNumberOf(eightDigits: string, currency: Currency): AccountNumber {
  const number = sortCode + eightDigits;
  if (currency === 'GBP') {
    return { schemeName: 'UK.OBIE.SortCodeAccountNumber', identification: number };
  }
  return { schemeName: 'UK.OBIE.IBAN', identification: iban('GB', bankCode + number) };
}

/** The IBAN (ISO 13616) of a country's account number, with its check digits. */
export function iban(country: string, account: string): string {
  const check = 98 - remainderOf(`${account}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** Whether the check digits of an IBAN are right. */
export const isIban = (text: string): boolean =>
  /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) &&
  remainderOf(text.slice(4) + text.slice(0, 4)) === 1;

// ISO/IEC 7064 MOD 97-10, where a letter counts as two digits from A = 10 on.
const remainderOf = (text: string): number =>
  Array.from(text).reduce((remainder, character) => {
    const value = Number.parseInt(character, 36);
    return (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);

/** The scheme that an account number is written in. */
export function schemeOf(identification: string): string {
  if (/^\d{14}$/.test(identification)) return 'UK.OBIE.SortCodeAccountNumber';
  return isIban(identification) ? 'UK.OBIE.IBAN' : 'UK.OBIE.PAN';
}
