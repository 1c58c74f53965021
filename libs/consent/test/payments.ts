import { domesticPaymentTypeName, type DomesticPayment } from '../src/index.js';

/** A payment as a client asks for it. */
export const paymentDetails: DomesticPayment = {
  type: domesticPaymentTypeName,
  consent: {
    Initiation: {
      InstructionIdentification: 'TALLY-1',
      EndToEndIdentification: 'E2E-1',
      InstructedAmount: { Amount: '1234.50', Currency: 'GBP' },
      CreditorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: '00122012345678',
        Name: 'Rosa Lindqvist',
      },
      RemittanceInformation: { Unstructured: ['Dinner on Friday'] },
    },
    Risk: { PaymentContextCode: 'TransferToThirdParty' },
  },
};
