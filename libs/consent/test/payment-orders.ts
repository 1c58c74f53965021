import {
  domesticScheduledPaymentTypeName,
  domesticStandingOrderTypeName,
  type DomesticScheduledPayment,
  type DomesticStandingOrder,
} from '../src/index.js';
import {
  alias,
  besides,
  fullRisk,
  keptFields,
  remittance,
  supplementaryData,
} from './payment-fields.js';

const account = (Identification: string, Name: string) =>
  ({ SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification, Name, ...alias }) as const;

const { CreditorPostalAddress, ...keptOfAnOrder } = keptFields;

/** A payment on a day to come as a client asks for it, with every field. */
export const scheduledDetails: DomesticScheduledPayment = {
  type: domesticScheduledPaymentTypeName,
  consent: {
    ...besides,
    Initiation: {
      InstructionIdentification: 'TALLY-2',
      EndToEndIdentification: 'E2E-2',
      RequestedExecutionDateTime: '2026-12-24T09:00:00+00:00',
      InstructedAmount: { Amount: '1234.50', Currency: 'GBP' },
      DebtorAccount: account('20410700003318', 'Maya Lindqvist'),
      CreditorAccount: account('00122012345678', 'Rosa Lindqvist'),
      LocalInstrument: 'UK.OBIE.FPS',
      ...{ CreditorPostalAddress, ...keptOfAnOrder },
      RemittanceInformation: remittance('Presents'),
      SupplementaryData: supplementaryData,
    },
    Risk: fullRisk,
  },
};

/** A standing order as a client asks for it, with every field. */
export const standingOrderDetails: DomesticStandingOrder = {
  type: domesticStandingOrderTypeName,
  consent: {
    ...besides,
    Initiation: {
      MandateRelatedInformation: {
        MandateIdentification: 'RENT-1',
        Classification: 'FIXE',
        CategoryPurposeCode: 'OTHR',
        Reason: 'Rent of the flat',
        FirstPaymentDateTime: '2026-12-24T09:00:00+00:00',
        RecurringPaymentDateTime: '2027-01-31T09:00:00+00:00',
        FinalPaymentDateTime: '2027-12-31T09:00:00+00:00',
        Frequency: { Type: 'MNTH', CountPerPeriod: 1, PointInTime: '31' },
      },
      FirstPaymentAmount: { Amount: '600.00', Currency: 'GBP' },
      RecurringPaymentAmount: { Amount: '500.00', Currency: 'GBP' },
      FinalPaymentAmount: { Amount: '100.00', Currency: 'GBP' },
      DebtorAccount: account('20410700003318', 'Maya Lindqvist'),
      CreditorAccount: account('00122012345678', 'Rosa Lindqvist'),
      ...keptOfAnOrder,
      RemittanceInformation: remittance('Rent'),
      SupplementaryData: supplementaryData,
    },
    Risk: fullRisk,
  },
};
