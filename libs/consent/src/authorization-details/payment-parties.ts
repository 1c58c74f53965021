import { z } from 'zod';
import { printable } from './fields.js';
import { accountSchemes } from './payment-fields.js';
import { postalAddress } from './postal-address.js';

const lei = z
  .string()
  .regex(
    /^\d{4}00[A-Z0-9]{12}\d{2}$/,
    'must be an LEI: four digits, 00, 12 characters, two digits',
  );

/** The bank of the payee. Where money goes is said by the account alone. */
export const creditorAgent = z
  .strictObject({
    SchemeName: z.literal('UK.OBIE.BICFI'),
    Identification: printable(35),
    Name: printable(140),
    LEI: lei,
    PostalAddress: postalAddress,
  })
  .partial()
  .meta({ id: 'CreditorAgent' });

const party = <Lei extends z.ZodType>(legalEntity: Lei) =>
  z
    .strictObject({
      Name: printable(140),
      Identification: printable(256),
      LEI: legalEntity,
      SchemeName: z.enum(accountSchemes),
      PostalAddress: postalAddress,
    })
    .partial();

/** For whom somebody pays, or is paid. */
export const ultimateParty = party(lei).meta({ id: 'UltimateParty' });

/** The same within variable recurring payments, whose document has no form for an LEI. */
export const vrpUltimateParty = party(printable(20)).meta({ id: 'VrpUltimateParty' });
