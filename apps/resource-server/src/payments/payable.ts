import { isForOne, type Authorised } from '@sandbank/consent';
import { invalidField, notCovered } from '../open-banking/open-banking-error.js';
import type { ChosenParties, PaymentParties } from './payment-entries.js';

/** 400 where the books cannot move this currency from the one account to the other, or both are one. */
export function assertPayable(
  parties: PaymentParties,
  currency: string,
  order = 'Data.Initiation',
): void {
  const payee = `${order}.CreditorAccount`;
  if (parties.creditor_id === parties.debtor_id) {
    throw invalidField('the payee is the account that pays', payee);
  }
  if (parties.currency !== currency) {
    const place = `${order}.InstructedAmount.Currency`;
    throw invalidField('the account that pays is kept in another currency', place, currency);
  }
  if (parties.creditor_currency !== null && parties.creditor_currency !== currency) {
    throw invalidField("the payee's account is kept in another currency", payee);
  }
}

/** 403 where more than one holder signs for the account, and the app counts on the approval of one alone. */
export function assertSignedByOne(consented: Authorised, { signatories }: ChosenParties): void {
  if (signatories === 1 || !isForOne(consented)) return;
  const problem =
    'the consent asks for a single approval, and another holder signs for the account';
  throw notCovered(problem, 'Data.ConsentId');
}
