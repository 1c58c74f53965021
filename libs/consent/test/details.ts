import type { AuthorizationDetail } from '@sandbank/oauth';
import {
  accountAccessTypeName,
  domesticVrpTypeName,
  fundsConfirmationTypeName,
  type AccountAccess,
  type DomesticVrp,
  type FundsConfirmation,
} from '../src/index.js';
import { scheduledDetails, standingOrderDetails } from './payment-orders.js';
import { alias, fullRisk, keptFields, remittance, supplementaryData } from './payment-fields.js';
import { fullPaymentDetails } from './payments.js';

/** Access to accounts as a client asks for it, with every field. */
export const accessDetails: AccountAccess = {
  type: accountAccessTypeName,
  consent: {
    Permissions: [
      'ReadAccountsDetail',
      'ReadBalances',
      'ReadTransactionsBasic',
      'ReadTransactionsDebits',
    ],
    ExpirationDateTime: '2027-03-01T00:00:00+00:00',
    TransactionFromDateTime: '2026-01-01T00:00:00+00:00',
    TransactionToDateTime: '2026-12-31T00:00:00+00:00',
    Purpose: 'Budgeting',
  },
};

/** Payments within limits as a client asks for them, with every field. */
export const vrpDetails: DomesticVrp = {
  type: domesticVrpTypeName,
  consent: {
    ReadRefundAccount: 'No',
    ControlParameters: {
      ValidFromDateTime: '2026-12-01T00:00:00+00:00',
      ValidToDateTime: '2027-12-01T00:00:00+00:00',
      MaximumIndividualAmount: { Amount: '200.00', Currency: 'GBP' },
      PeriodicLimits: [
        { PeriodType: 'Month', PeriodAlignment: 'Calendar', Amount: '500.00', Currency: 'GBP' },
        { PeriodType: 'Week', PeriodAlignment: 'Consent', Amount: '400.00', Currency: 'GBP' },
      ],
      VRPType: ['UK.OBIE.VRPType.Sweeping'],
      PSUAuthenticationMethods: ['UK.OBIE.SCA', 'UK.OBIE.SCANotRequired'],
      PSUInteractionTypes: ['InSession', 'OffSession'],
      SupplementaryData: supplementaryData,
    },
    Initiation: {
      DebtorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: '20410700003318',
        Name: 'Maya Lindqvist',
        ...alias,
      },
      CreditorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: '00122012345678',
        Name: 'Rosa Lindqvist',
        ...alias,
      },
      ...keptFields,
      RemittanceInformation: remittance('Rainy days'),
    },
    Risk: { ...fullRisk, PaymentContextCode: 'TransferToSelf' },
  },
};

/** Questions about funds as a client asks for them, with every field. */
export const fundsDetails: FundsConfirmation = {
  type: fundsConfirmationTypeName,
  consent: {
    DebtorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '20410700003318',
      Name: 'Maya Lindqvist',
      ...alias,
    },
    ExpirationDateTime: '2027-03-01T00:00:00+00:00',
  },
};

/** One whole entry of each type. */
export const oneOfEach: readonly AuthorizationDetail[] = [
  accessDetails,
  fullPaymentDetails,
  scheduledDetails,
  standingOrderDetails,
  vrpDetails,
  fundsDetails,
];
