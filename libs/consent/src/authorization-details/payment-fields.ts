import { z } from 'zod';
import { printable } from './fields.js';
import { ibanPattern, isIban } from './iban.js';

const scheme = z.literal('UK.OBIE.SortCodeAccountNumber');
const identification = z.string().regex(/^\d{14}$/, 'must be a sort code and an account number');
const ibanScheme = z.literal('UK.OBIE.IBAN');
const ibanIdentification = z
  .string()
  .regex(ibanPattern, 'must be an IBAN in capitals, without spaces')
  .refine(isIban, 'must be an IBAN whose check digits are right');

/** How the standard names accounts; this bank's own go by the first and the last of them. */
export const accountSchemes = [
  ...['UK.OBIE.SortCodeAccountNumber', 'UK.OBIE.BBAN', 'UK.OBIE.PAN', 'UK.OBIE.Paym'],
  ...['UK.OBIE.Wallet', 'UK.OBIE.IBAN'],
] as const;

const proxyCodes = [
  ...['TELE', 'EMAL', 'DNAM', 'CINC', 'COTX', 'COID', 'CUST', 'DRLC', 'EIDN', 'EWAL', 'PVTX'],
  ...['LEIC', 'MBNO', 'NIDN', 'CCPT', 'SHID', 'SOSE', 'TOKN', 'UBIL', 'VIPN', 'BIID'],
] as const;

/** What else an app may say of an account: kept, but the account is found by its number alone. */
const alias = {
  SecondaryIdentification: printable(34).optional(),
  Proxy: z
    .strictObject({
      Identification: printable(2048),
      Code: z.enum(proxyCodes),
      Type: printable(35).optional(),
    })
    .meta({ id: 'AccountProxy' })
    .optional(),
};

/** An account with the name of its holder. */
export const namedAccount = (nameLengthMax: number) =>
  z.strictObject({
    SchemeName: scheme,
    Identification: identification,
    Name: printable(nameLengthMax),
    ...alias,
  });

/** An account whose holder's name may be left out. */
export const account = (nameLengthMax: number) =>
  namedAccount(nameLengthMax).partial({ Name: true });

/** An account by whichever number it goes, with the name of its holder. */
export const namedAccountOrIban = (nameLengthMax: number) =>
  z.discriminatedUnion('SchemeName', [
    namedAccount(nameLengthMax),
    z.strictObject({
      SchemeName: ibanScheme,
      Identification: ibanIdentification,
      Name: printable(nameLengthMax),
      ...alias,
    }),
  ]);

/** The same where the holder's name may be left out. */
export const accountOrIban = (nameLengthMax: number) =>
  z.discriminatedUnion('SchemeName', [
    account(nameLengthMax),
    z.strictObject({
      SchemeName: ibanScheme,
      Identification: ibanIdentification,
      Name: printable(nameLengthMax).optional(),
      ...alias,
    }),
  ]);

/** Through which scheme the app would have it go; this bank has one way. */
export const localInstrument = z.enum([
  ...['UK.OBIE.BACS', 'UK.OBIE.BalanceTransfer', 'UK.OBIE.CHAPS', 'UK.OBIE.Euro1', 'UK.OBIE.FPS'],
  ...['UK.OBIE.Link', 'UK.OBIE.MoneyTransfer', 'UK.OBIE.Paym', 'UK.OBIE.SEPACreditTransfer'],
  ...['UK.OBIE.SEPAInstantCreditTransfer', 'UK.OBIE.SWIFT', 'UK.OBIE.Target2'],
] as const);
