/** The IBAN (ISO 13616) of a country's account number, with its check digits. */
export function iban(country: string, account: string): string {
  const check = 98 - remainderOf(`${account}${country}00`);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}

/** Whether the check digits of an IBAN are right; it stands in capitals, without spaces. */
export const isIban = (text: string): boolean =>
  ibanPattern.test(text) && remainderOf(text.slice(4) + text.slice(0, 4)) === 1;

/** What an IBAN looks like. */
export const ibanPattern = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

// ISO/IEC 7064 MOD 97-10, where a letter counts as two digits from A = 10 on.
const remainderOf = (text: string): number =>
  Array.from(text).reduce((remainder, character) => {
    const value = Number.parseInt(character, 36);
    return (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }, 0);
