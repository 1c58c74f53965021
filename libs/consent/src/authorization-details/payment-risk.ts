import { z } from 'zod';
import { printable } from './fields.js';
import { postalAddress } from './postal-address.js';
import { categoryPurposeCodes, purposeCodes } from './purpose-codes.js';

const contexts = [
  'BillingGoodsAndServicesInAdvance',
  'BillingGoodsAndServicesInArrears',
  'EcommerceMerchantInitiatedPayment',
  'FaceToFacePointOfSale',
  'TransferToSelf',
  'TransferToThirdParty',
] as const;

const accountTypes = [
  ...['Business', 'BusinessSavingsAccount', 'Charity', 'Collection', 'Corporate', 'Ewallet'],
  ...['Government', 'Investment', 'ISA', 'JointPersonal', 'Pension', 'Personal'],
  ...['PersonalSavingsAccount', 'Premier', 'Wealth'],
] as const;

/** What the app says about the circumstances of a payment (OBRisk1). */
export const riskSchema = z
  .strictObject({
    PaymentContextCode: z.enum(contexts),
    MerchantCategoryCode: z.string().regex(/^\d{3,4}$/, 'must be three or four digits'),
    MerchantCustomerIdentification: printable(70),
    ContractPresentIndicator: z.boolean(),
    BeneficiaryPrepopulatedIndicator: z.boolean(),
    PaymentPurposeCode: z.enum(purposeCodes),
    CategoryPurposeCode: z.enum(categoryPurposeCodes),
    BeneficiaryAccountType: z.enum(accountTypes),
    DeliveryAddress: postalAddress,
  })
  .partial()
  .meta({ id: 'PaymentRisk' });
