import {
  authorizationDetailsType,
  canonicalJson,
  isAtMost,
  type ConsentDescription,
} from '@sandbank/consent';
import type { PushedRequest } from '../authorization/pushed-request.js';
import type { CustomerAccount } from './bank-accounts.client.js';

/** What a request asks for, in the words of its type; undefined when it names no authorization details. */
export function requestedConsent({
  authorizationDetails: [details],
}: PushedRequest): ConsentDescription | undefined {
  return details && authorizationDetailsType(details.type)?.describe(details);
}

/**
 * What a customer's code must be good for and for nothing else (dynamic linking, PSD2 RTS 5). Undefined when the request
 * moves no money; what was agreed to before was linked then, and is no business of whoever signs in now.
 */
export function linked(request: PushedRequest): ConsentDescription['linked'] {
  return request.named?.kind === 'held' ? undefined : requestedConsent(request)?.linked;
}

/** The same in one text. */
export function linkedTo(request: PushedRequest): string | undefined {
  const { data } = linked(request) ?? {};
  return data === undefined ? undefined : canonicalJson(data);
}

/** True when the customer chooses one account and not several. */
export function isForOneAccount({ authorizationDetails: [details] }: PushedRequest): boolean {
  return details !== undefined && authorizationDetailsType(details.type)?.accountsMax === 1;
}

// Credit cards and loans are accounts too, but no transfer leaves them.
const payingTypes: readonly string[] = ['CACC', 'SVGS'];

/**
 * The accounts that a request can be about: for money those that can pay it and are not paid by it, and no other than
 * the app names.
 */
export function fittingAccounts(
  accounts: readonly CustomerAccount[],
  words: ConsentDescription,
): readonly CustomerAccount[] {
  const { payment, standingOrder, mandate, account: named } = words;
  const order = payment ?? standingOrder ?? mandate;
  const payee = order?.payeeAccount.replace(/[^A-Z0-9]/g, '');
  // Only single payments may be in euros.
  const currency = payment?.money.Currency ?? 'GBP';
  return accounts.filter(
    ({ AccountTypeCode, Currency, Identification }) =>
      (order === undefined ||
        (payingTypes.includes(AccountTypeCode) &&
          Currency === currency &&
          Identification !== payee)) &&
      (named === undefined || named.identification === Identification),
  );
}

/** True when the account can bear the payment now: what it holds, and what it may be overdrawn by. */
export function canBear({ Available }: CustomerAccount, words: ConsentDescription): boolean {
  // What is paid on a day to come need not be there today.
  if (words.payment === undefined || words.payment.due !== undefined) return true;
  return Available.CreditDebitIndicator === 'Credit' && isAtMost(words.payment.money, Available);
}
