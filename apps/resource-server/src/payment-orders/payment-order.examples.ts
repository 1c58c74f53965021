const orderId = '01a2b3c4-d5e6-7f80-9a1b-2c3d4e5f6071';
const consentId = '01a2b3c4-0000-7f80-9a1b-2c3d4e5f6071';
const pisp = 'https://localhost:9442/harbour/open-banking/v4.0/pisp';

const CreditorAccount = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '00122084592555',
  Name: 'Tomos Rhys',
};

/** A payment on a day to come. */
export const scheduledInitiation = {
  InstructionIdentification: 'A2',
  EndToEndIdentification: 'E2',
  RequestedExecutionDateTime: '2027-03-01T09:00:00+00:00',
  InstructedAmount: { Amount: '60.00', Currency: 'GBP' },
  CreditorAccount,
  RemittanceInformation: { Unstructured: ['Birthday'] },
};

/** A standing order. */
export const standingOrderInitiation = {
  MandateRelatedInformation: {
    FirstPaymentDateTime: '2027-03-01T09:00:00+00:00',
    FinalPaymentDateTime: '2028-03-01T09:00:00+00:00',
    Frequency: { Type: 'MNTH', CountPerPeriod: 1, PointInTime: '01' },
  },
  FirstPaymentAmount: { Amount: '500.00', Currency: 'GBP' },
  RecurringPaymentAmount: { Amount: '450.00', Currency: 'GBP' },
  FinalPaymentAmount: { Amount: '50.00', Currency: 'GBP' },
  CreditorAccount,
  RemittanceInformation: { Unstructured: ['Room in the flat'] },
};

const at = '2026-11-21T15:30:00+00:00';
const ordered = (Initiation: object) => ({
  Data: { ConsentId: consentId, Initiation },
  Risk: {},
});
const enveloped = (data: object, path: string) => ({
  Data: data,
  Links: { Self: `${pisp}/${path}` },
  Meta: { TotalPages: 1 },
});

/** What an app sends, and what it reads of it afterwards. */
export const scheduledPayment = {
  order: ordered(scheduledInitiation),
  answer: enveloped(
    {
      ...{ DomesticScheduledPaymentId: orderId, ConsentId: consentId, CreationDateTime: at },
      ...{ Status: 'PDNG', StatusUpdateDateTime: at },
      ExpectedExecutionDateTime: scheduledInitiation.RequestedExecutionDateTime,
      ...{ Charges: [], Initiation: scheduledInitiation },
    },
    `domestic-scheduled-payments/${orderId}`,
  ),
};

/** The same of a standing order. */
export const standingOrder = {
  order: ordered(standingOrderInitiation),
  answer: enveloped(
    {
      ...{ DomesticStandingOrderId: orderId, ConsentId: consentId, CreationDateTime: at },
      ...{ Status: 'INCO', StatusUpdateDateTime: at },
      ...{ Charges: [], Initiation: standingOrderInitiation },
    },
    `domestic-standing-orders/${orderId}`,
  ),
};

/** The statuses of the payments that were made so far. */
export const paymentDetails = (path: string) =>
  enveloped(
    {
      PaymentStatus: [
        {
          PaymentTransactionId: '01a2b3c4-1111-7f80-9a1b-2c3d4e5f6071',
          ...{ Status: 'PDNG', StatusUpdateDateTime: '2027-03-01T09:00:01+00:00' },
          StatusDetail: { Status: 'PDNG' },
        },
      ],
    },
    `${path}/${orderId}/payment-details`,
  );
