const consentId = '01a201a1-36e4-7290-aff0-c7ce6a267c58';
const confirmationId = '01a201a1-5d02-7c1f-9b0e-4a1a3f1f0c55';
const base = 'https://localhost:9442/harbour/open-banking/v4.0';
const InstructedAmount = { Amount: '20.00', Currency: 'GBP' };
const at = '2026-12-01T09:30:00+00:00';
const Meta = { TotalPages: 1 };

/** A question, as it can be sent. */
export const question = {
  Data: { ConsentId: consentId, Reference: 'Table for two', InstructedAmount },
};

/** The answer to it. */
export const confirmation = {
  Data: {
    FundsConfirmationId: confirmationId,
    ConsentId: consentId,
    CreationDateTime: at,
    FundsAvailable: true,
    Reference: 'Table for two',
    InstructedAmount,
  },
  Links: { Self: `${base}/cbpii/funds-confirmations/${confirmationId}` },
  Meta,
};

/** The answer before a payment within limits. */
export const vrpConfirmation = {
  Data: {
    FundsConfirmationId: confirmationId,
    ConsentId: consentId,
    CreationDateTime: at,
    FundsAvailableResult: { FundsAvailableDateTime: at, FundsAvailable: 'Available' },
    InstructedAmount,
  },
  Links: { Self: `${base}/pisp/domestic-vrp-consents/${consentId}/funds-confirmation` },
  Meta,
};
