import { isAsConsented, isForOne, type Authorised, type ConsentedOrder } from '@sandbank/consent';
import { consentDiffers, invalidField, notCovered } from '../open-banking/open-banking-error.js';
import type { ChosenParties, PaymentParties } from './payment-entries.js';

interface OrderBody {
  readonly Data: Pick<ConsentedOrder, 'Initiation'>;
  readonly Risk: ConsentedOrder['Risk'];
}

/** 400 that names the part in which an order is not the one that was consented. */
export function assertAsConsented(
  consented: { readonly consent: ConsentedOrder },
  { Data: { Initiation }, Risk }: OrderBody,
): void {
  if (isAsConsented(consented, { Initiation, Risk })) return;
  const isRisk = isAsConsented(consented, { Initiation, Risk: consented.consent.Risk });
  const place = isRisk ? 'Risk' : 'Data.Initiation';
  throw consentDiffers('the order is not the one that was consented', place);
}

/** The part of an order that is held against the books. */
interface Payable {
  readonly InstructedAmount: { readonly Currency: string };
  readonly DebtorAccount?: { readonly Identification: string } | undefined;
}

/**
 * 403 where the customer cannot pay from the account that was chosen, or it is not the one that the order names. 400 where
 * the books cannot move this currency from the one account to the other, or both are one.
 */
export function assertPayable<Parties extends PaymentParties>(
  parties: Parties | undefined,
  { InstructedAmount: { Currency: currency }, DebtorAccount }: Payable,
  order = 'Data.Initiation',
): asserts parties is Parties {
  if (parties === undefined) {
    const problem = 'the customer cannot pay from the account that was chosen';
    throw notCovered(problem, 'Data.ConsentId');
  }
  const { debtor_identification: debtor } = parties;
  if (DebtorAccount !== undefined && DebtorAccount.Identification !== debtor) {
    const place = 'Data.Initiation.DebtorAccount';
    throw notCovered('the account that was chosen is not the one that is named', place);
  }
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
