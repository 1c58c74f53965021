import { z } from 'zod';
import { answered, exampleAccountId } from '../account-data/account-data.example.js';
import { envelopeOf } from '../openapi/envelope.schema.js';

const words = (max: number) => z.string().min(1).max(max);

/** Where a customer is at home, or does business. */
export const addressSchema = z
  .strictObject({
    AddressType: z.enum(['HOME', 'BIZZ', 'CORR']).default('HOME'),
    BuildingNumber: words(16).optional(),
    BuildingName: words(140).optional(),
    StreetName: words(140).optional(),
    TownName: words(140),
    CountrySubDivision: words(35).optional(),
    PostCode: words(16),
    Country: z.string().regex(/^[A-Z]{2}$/),
  })
  .meta({ id: 'PostalAddress' });
export type Address = z.output<typeof addressSchema>;

export const legalStructures = [
  ...['UK.OBIE.Individual', 'UK.OBIE.Sole', 'UK.OBIE.GeneralPartnership'],
  ...['UK.OBIE.PrivateLimitedCompany', 'UK.OBIE.Charity'],
] as const;

const telephone = z.string().regex(/^\+\d{1,3}-[\d()+-]{1,30}$/);

const partySchema = z
  .strictObject({
    PartyId: z.uuid(),
    PartyNumber: words(35).optional(),
    PartyType: z.enum(['Sole', 'Joint']),
    Name: words(350),
    FullLegalName: words(350).optional(),
    LegalStructure: words(40).optional(),
    AccountRole: z.literal('UK.OBIE.Principal').optional(),
    EmailAddress: words(256).optional(),
    Phone: telephone.optional(),
    Mobile: telephone.optional(),
    Relationships: z
      .strictObject({ Account: z.strictObject({ Related: z.url(), Id: z.uuid() }) })
      .optional(),
    Address: z.array(addressSchema).max(1).optional(),
  })
  .meta({ id: 'Party' });
export type PartyResource = z.output<typeof partySchema>;

const person = {
  PartyId: '018f4c1d-a4e0-7b12-8f3a-6c2d91e47b01',
  PartyNumber: '4071826350',
  PartyType: 'Sole',
  Name: 'Maya Okafor',
  FullLegalName: 'Maya Okafor',
  LegalStructure: 'UK.OBIE.Individual',
  EmailAddress: 'maya.okafor@mail.example',
  Mobile: '+44-7700900126',
  Address: [
    {
      ...{ AddressType: 'HOME', BuildingNumber: '4', StreetName: 'Lantern Quay' },
      ...{ TownName: 'Corran', PostCode: 'ZZ1 4QY', Country: 'GB' },
    },
  ],
} as const;
const ofAccount = {
  ...person,
  AccountRole: 'UK.OBIE.Principal',
  Relationships: {
    Account: {
      Related: `https://localhost:9442/harbour/open-banking/v4.0/aisp/accounts/${exampleAccountId}`,
      Id: exampleAccountId,
    },
  },
} as const;

/** One party: the customer, or whoever an account belongs to. */
export const partyAnswer = {
  schema: envelopeOf(z.strictObject({ Party: partySchema })),
  example: answered({ Party: person }, 'party'),
};
export const accountPartyAnswer = {
  schema: partyAnswer.schema,
  example: answered({ Party: ofAccount }, `accounts/${exampleAccountId}/party`),
};
/** Each of those whom an account belongs to. */
export const partiesAnswer = {
  schema: envelopeOf(z.strictObject({ Party: z.array(partySchema) })),
  example: answered({ Party: [ofAccount] }, `accounts/${exampleAccountId}/parties`),
};
