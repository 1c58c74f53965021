import type { ConsentDescription } from './consent-description.js';

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `21 November 2026`, as the day is in UTC. */
export const day = (date: Date): string => dayFormat.format(date);

/** `00122012345678` as people write it: `00-12-20 12345678`; an IBAN in groups of four. */
export const accountInWords = (identification: string): string => {
  if (!/^\d{14}$/.test(identification)) return identification.replace(/(.{4})(?=.)/g, '$1 ');
  const sortCode = [0, 2, 4].map((at) => identification.slice(at, at + 2)).join('-');
  return `${sortCode} ${identification.slice(6)}`;
};

/** How long a consent lasts that ends at a moment, or at none. */
export function expiryInWords(end: string | undefined): ConsentDescription['expiry'] {
  if (end === undefined) return { text: 'Until you stop it' };
  const at = new Date(end);
  return { at, text: `Until ${day(at)}` };
}

/** The account that an app names, as the words of a consent have it. */
export const named = (
  account: { readonly Identification: string } | undefined,
): Pick<ConsentDescription, 'account'> =>
  account === undefined
    ? {}
    : {
        account: {
          identification: account.Identification,
          text: accountInWords(account.Identification),
        },
      };
