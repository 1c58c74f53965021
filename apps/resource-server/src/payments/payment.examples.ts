const paymentId = '01a2b3c4-d5e6-7f80-9a1b-2c3d4e5f6071';
const consentId = '01a2b3c4-0000-7f80-9a1b-2c3d4e5f6071';
const self = `https://localhost:9442/harbour/open-banking/v4.0/pisp/domestic-payments/${paymentId}`;

const initiation = {
  InstructionIdentification: 'A1',
  EndToEndIdentification: 'E1',
  InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
  CreditorAccount: {
    SchemeName: 'UK.OBIE.SortCodeAccountNumber',
    Identification: '00122084592555',
    Name: 'Tomos Rhys',
  },
  RemittanceInformation: { Unstructured: ['Dinner on Friday'] },
};

/** What an app sends. */
export const order = { Data: { ConsentId: consentId, Initiation: initiation }, Risk: {} };

/** What it reads a moment later. */
export const payment = {
  Data: {
    DomesticPaymentId: paymentId,
    ConsentId: consentId,
    CreationDateTime: '2026-11-21T15:30:00+00:00',
    Status: 'ACSP',
    StatusUpdateDateTime: '2026-11-21T15:30:03+00:00',
    ExpectedExecutionDateTime: '2026-11-21T15:30:03+00:00',
    ExpectedSettlementDateTime: '2026-11-21T15:30:04+00:00',
    Charges: [],
    Initiation: initiation,
  },
  Links: { Self: self },
  Meta: { TotalPages: 1 },
};

const was = (Status: string, StatusUpdateDateTime: string) => ({
  PaymentTransactionId: paymentId,
  ...{ Status, StatusUpdateDateTime, StatusDetail: { Status } },
});

/** Where it has been until then. */
export const paymentDetails = {
  Data: {
    PaymentStatus: [
      was('PDNG', '2026-11-21T15:30:00+00:00'),
      was('ACTC', '2026-11-21T15:30:01+00:00'),
      was('ACFC', '2026-11-21T15:30:02+00:00'),
      was('ACSP', '2026-11-21T15:30:03+00:00'),
    ],
  },
  Links: { Self: `${self}/payment-details` },
  Meta: { TotalPages: 1 },
};
