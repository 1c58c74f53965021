import { iban, isIban } from '@sandbank/consent';
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

/** The scheme that an account number is written in. */
export function schemeOf(identification: string): string {
  if (/^\d{14}$/.test(identification)) return 'UK.OBIE.SortCodeAccountNumber';
  return isIban(identification) ? 'UK.OBIE.IBAN' : 'UK.OBIE.PAN';
}
