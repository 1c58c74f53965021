/** Why a payment was rejected (ISO 20022 ExternalStatusReason1Code), in our own words. */
export const statusReasons = {
  AC01: 'the number of an account is not right',
  AC03: "the payee's account number is not valid",
  AC04: "the payee's account is closed",
  AC05: 'the account that pays is closed',
  AC06: 'an account is blocked',
  AG01: 'this account makes or takes no such payment',
  AM04: 'there is not enough money',
  AM09: 'the amount is not the one that was agreed',
  BE01: 'the name is not that of the account',
  CUST: 'the customer called the payment off',
  DS02: 'a holder of the account refused to sign',
  DS24: 'not every holder signed in time',
  FR01: 'the payment is suspected of fraud',
  MS02: "the payee's customer gave no reason",
  MS03: 'the bank gave no reason',
  RR04: 'the law does not allow the payment',
  TM01: 'the time for it was over',
} as const;

export type StatusReasonCode = keyof typeof statusReasons;

/** One reason as the API tells it (OBStatusReason). */
export interface StatusReason {
  readonly StatusReasonCode: string;
  readonly StatusReasonDescription: string;
  readonly Path?: string;
}

const isKnown = (code: string): code is StatusReasonCode => Object.hasOwn(statusReasons, code);

const ofThePayee: readonly string[] = ['AC03', 'AC04', 'BE01'];

/** The words of a reason; a code that bank data name and nobody knows is told without any of its own. */
export const statusReason = (code: string): StatusReason => ({
  StatusReasonCode: code,
  StatusReasonDescription: isKnown(code) ? statusReasons[code] : 'the payment was rejected',
  ...(ofThePayee.includes(code) && { Path: 'Data.Initiation.CreditorAccount' }),
});
