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

/** An account with the name of its holder. */
export const namedAccount = (nameLengthMax: number) =>
  z.strictObject({
    SchemeName: scheme,
    Identification: identification,
    Name: printable(nameLengthMax),
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
    }),
  ]);

/** What the payee reads of a payment: one line. */
export const remittanceInformation = z
  .strictObject({
    Unstructured: z.array(printable(140)).length(1, 'must hold one line').optional(),
  })
  .optional();

/** What the app says about the circumstances of a payment (OBRisk1). */
export const riskSchema = z.strictObject({
  PaymentContextCode: z
    .enum([
      'BillingGoodsAndServicesInAdvance',
      'BillingGoodsAndServicesInArrears',
      'EcommerceMerchantInitiatedPayment',
      'FaceToFacePointOfSale',
      'TransferToSelf',
      'TransferToThirdParty',
    ])
    .optional(),
  MerchantCategoryCode: z
    .string()
    .regex(/^\d{3,4}$/, 'must be three or four digits')
    .optional(),
  MerchantCustomerIdentification: printable(70).optional(),
  ContractPresentIndicator: z.boolean().optional(),
  BeneficiaryPrepopulatedIndicator: z.boolean().optional(),
});
