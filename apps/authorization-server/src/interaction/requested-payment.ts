import {
  authorizationDetailsType,
  canonicalJson,
  domesticPaymentTypeName,
  type DomesticPayment,
  type PaymentDescription,
} from '@sandbank/consent';
import type { PushedRequest } from '../authorization/pushed-request.js';
import type { CustomerAccount } from './bank-accounts.client.js';

/** The payment that a request asks for, in words; undefined when it asks for something else. */
export function requestedPayment({
  authorizationDetails: [details],
}: PushedRequest): PaymentDescription | undefined {
  return details && authorizationDetailsType(details.type)?.describe(details).payment;
}

/**
 * What a customer's code must be good for and for nothing else: amount and payee (dynamic linking, PSD2 RTS 5).
 * Undefined when the request moves no money.
 */
export function linkedTo({ authorizationDetails: [details] }: PushedRequest): string | undefined {
  if (details?.type !== domesticPaymentTypeName) return undefined;
  const { InstructedAmount, CreditorAccount } = (details as DomesticPayment).consent.Initiation;
  return canonicalJson({ InstructedAmount, CreditorAccount });
}

// Credit cards and loans are accounts too, but no transfer leaves them.
const payingTypes: readonly string[] = ['CACC', 'SVGS'];

/** The accounts from which a payment can be made. */
export const payingAccounts = (accounts: readonly CustomerAccount[]): CustomerAccount[] =>
  accounts.filter(({ AccountTypeCode }) => payingTypes.includes(AccountTypeCode));

/** True when the account can bear the payment now: what it holds, and what it may be overdrawn by. */
export function canBear(
  { Available }: CustomerAccount,
  { authorizationDetails: [details] }: PushedRequest,
): boolean {
  const { InstructedAmount } = (details as DomesticPayment).consent.Initiation;
  if (Available.Currency !== InstructedAmount.Currency) return false;
  const available = Available.CreditDebitIndicator === 'Debit' ? 0n : pence(Available.Amount);
  return available >= pence(InstructedAmount.Amount);
}

/** Hundredths of a decimal amount, exact. */
function pence(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
}
