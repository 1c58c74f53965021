import { z } from 'zod';
import { printable } from './fields.js';

/** Two capitals of ISO 3166-1. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters');

const addressTypes = ['BIZZ', 'DLVY', 'MLTO', 'PBOX', 'ADDR', 'HOME', 'CORR', 'STAT'] as const;

/** Where somebody is found (OBPostalAddress7). */
export const postalAddress = z
  .strictObject({
    AddressType: z.enum(addressTypes),
    Department: printable(70),
    SubDepartment: printable(70),
    StreetName: printable(140),
    BuildingNumber: printable(16),
    BuildingName: printable(140),
    Floor: printable(70),
    UnitNumber: printable(16),
    Room: printable(70),
    PostBox: printable(16),
    TownLocationName: printable(140),
    DistrictName: printable(140),
    CareOf: printable(140),
    PostCode: printable(16),
    TownName: printable(140),
    CountrySubDivision: printable(35),
    Country: country,
    AddressLine: z.array(printable(70)).max(7, 'has too many entries'),
  })
  .partial()
  .meta({ id: 'AddressOfParty' });
