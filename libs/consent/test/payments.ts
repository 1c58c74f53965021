import { domesticPaymentTypeName, type DomesticPayment } from '../src/index.js';
import {
  alias,
  besides,
  creditorAgent,
  fullRisk,
  keptFields,
  remittance,
  supplementaryData,
} from './payment-fields.js';

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

/** The same with every field. */
export const fullPaymentDetails: DomesticPayment = {
  type: domesticPaymentTypeName,
  consent: {
    ...besides,
    Initiation: {
      ...{ ...paymentDetails.consent.Initiation, ...keptFields },
      LocalInstrument: 'UK.OBIE.FPS',
      DebtorAccount: {
        ...{ SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification: '20410700003318' },
        ...alias,
      },
      CreditorAccount: { ...paymentDetails.consent.Initiation.CreditorAccount, ...alias },
      CreditorAgent: creditorAgent,
      RemittanceInformation: remittance('Dinner on Friday'),
      SupplementaryData: supplementaryData,
    },
    Risk: fullRisk,
  },
};
