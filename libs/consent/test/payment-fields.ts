import type { DomesticPayment, Initiation } from '../src/index.js';

type Full<Name extends keyof Initiation> = NonNullable<Initiation[Name]>;

const address: Full<'CreditorPostalAddress'> = {
  AddressType: 'BIZZ',
  Department: 'Accounts',
  SubDepartment: 'Receivable',
  StreetName: 'Quay Street',
  BuildingNumber: '7',
  BuildingName: 'Customs House',
  Floor: '2',
  UnitNumber: '4b',
  Room: '21',
  PostBox: '112',
  TownLocationName: 'Old Harbour',
  DistrictName: 'Waterside',
  CareOf: 'Mr Ames',
  PostCode: 'HB1 4QS',
  TownName: 'Harbour',
  CountrySubDivision: 'Harbourshire',
  Country: 'GB',
  AddressLine: ['Customs House', '7 Quay Street'],
};

// Made up: it has the form of one.
const lei = '213800ABCDEFGHIJKL42';

const party = (Name: string): Full<'UltimateCreditor'> => ({
  Name,
  Identification: 'C-1',
  LEI: lei,
  SchemeName: 'UK.OBIE.BBAN',
  PostalAddress: address,
});

/** What else may be said of an account. */
export const alias = {
  SecondaryIdentification: 'ROLL-1',
  Proxy: { Identification: '+441632960001', Code: 'TELE', Type: 'mobile' },
} satisfies Partial<Full<'CreditorAccount'>>;

/** What a payment is for, in full. */
export const remittance = (line: string): Full<'RemittanceInformation'> => ({
  Structured: [
    {
      ReferredDocumentInformation: [
        {
          Code: 'CINV',
          Issuer: 'Rosa Lindqvist',
          Number: 'INV-1',
          RelatedDate: '2026-11-01T00:00:00+00:00',
          LineDetails: ['Two dinners'],
        },
      ],
      ReferredDocumentAmount: 1234,
      CreditorReferenceInformation: { Code: 'SCOR', Issuer: 'ISO', Reference: 'RF18539007547034' },
      Invoicer: 'Rosa Lindqvist',
      Invoicee: 'Maya Lindqvist',
      TaxRemittance: 'None',
      AdditionalRemittanceInformation: ['Paid in full'],
    },
  ],
  Unstructured: [line, 'and thank you'],
});

/** What the standard lets an app say of any payment, and this bank keeps. */
export const keptFields: Pick<
  Initiation,
  'CreditorPostalAddress' | 'UltimateCreditor' | 'UltimateDebtor' | 'RegulatoryReporting'
> = {
  CreditorPostalAddress: address,
  UltimateCreditor: party('Rosa Lindqvist Ltd'),
  UltimateDebtor: party('Maya Lindqvist Ltd'),
  RegulatoryReporting: [
    {
      DebitCreditReportingIndicator: 'BOTH',
      Authority: { Name: 'The Authority', CountryCode: 'GB' },
      Details: [
        {
          Type: 'VAT',
          Date: '2026-11-01T00:00:00+00:00',
          Country: 'GB',
          Amount: { Amount: '12.12345', Currency: 'USD' },
          Information: ['none'],
        },
      ],
    },
  ],
};

export const creditorAgent: Full<'CreditorAgent'> = {
  SchemeName: 'UK.OBIE.BICFI',
  Identification: 'HARBGB2L',
  Name: 'Harbour',
  LEI: lei,
  PostalAddress: address,
};

/** An object of the app's own. */
export const supplementaryData = { Till: { Number: 4, Names: ['front', ''], IsOpen: true } };

/** What may stand beside the initiation. */
export const besides: Omit<DomesticPayment['consent'], 'Initiation' | 'Risk'> = {
  ReadRefundAccount: 'Yes',
  Authorisation: {
    AuthorisationType: 'Any',
    CompletionDateTime: '2026-12-20T09:00:00+00:00',
  },
  SCASupportData: {
    RequestedSCAExemptionType: 'PartyToParty',
    AppliedAuthenticationApproach: 'SCA',
    ReferencePaymentOrderId: 'R-1',
  },
};

/** The circumstances of a payment, in full. */
export const fullRisk: DomesticPayment['consent']['Risk'] = {
  PaymentContextCode: 'TransferToThirdParty',
  MerchantCategoryCode: '5812',
  MerchantCustomerIdentification: 'customer-1',
  ContractPresentIndicator: true,
  BeneficiaryPrepopulatedIndicator: false,
  PaymentPurposeCode: 'GDDS',
  CategoryPurposeCode: 'SUPP',
  BeneficiaryAccountType: 'Personal',
  DeliveryAddress: address,
};
