const consentId = '01a201a1-36e4-7290-aff0-c7ce6a267c58';
const paymentId = '01a201a1-4c11-7d3b-8a52-d9f3ce6b4a10';
const self = `https://localhost:9442/harbour/open-banking/v4.0/pisp/domestic-vrps/${paymentId}`;

const creditor = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '00122033563248',
  Name: 'Maya Okafor',
};
const initiation = { CreditorAccount: creditor };
const instruction = {
  InstructionIdentification: 'SWEEP-7',
  EndToEndIdentification: 'SWEEP-7',
  InstructedAmount: { Amount: '25.00', Currency: 'GBP' },
  CreditorAccount: creditor,
};

/** An order, as it can be sent. */
export const order = {
  Data: {
    ConsentId: consentId,
    PSUAuthenticationMethod: 'UK.OBIE.SCANotRequired',
    PSUInteractionType: 'OffSession',
    VRPType: 'UK.OBIE.VRPType.Sweeping',
    Initiation: initiation,
    Instruction: instruction,
  },
  Risk: {},
};

/** The payment that was ordered. */
export const payment = {
  Data: {
    DomesticVRPId: paymentId,
    ConsentId: consentId,
    CreationDateTime: '2026-12-01T09:30:00+00:00',
    Status: 'RCVD',
    StatusUpdateDateTime: '2026-12-01T09:30:00+00:00',
    Initiation: initiation,
    Instruction: instruction,
  },
  Risk: {},
  Links: { Self: self },
  Meta: { TotalPages: 1 },
};

/** Every status that it went through. */
export const paymentDetails = {
  Data: {
    PaymentStatus: [
      {
        PaymentTransactionId: paymentId,
        Status: 'RCVD',
        StatusUpdateDateTime: '2026-12-01T09:30:00+00:00',
      },
      {
        PaymentTransactionId: paymentId,
        Status: 'RJCT',
        StatusUpdateDateTime: '2026-12-01T09:30:04+00:00',
        StatusDetail: {
          Status: 'RJCT',
          StatusReason: 'AC04',
          StatusReasonDescription: "the payee's account is closed",
        },
      },
    ],
  },
  Links: { Self: `${self}/payment-details` },
  Meta: { TotalPages: 1 },
};
