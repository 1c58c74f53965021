import { uuidV7 } from '@sandbank/crypto';
import type { Initiation } from '@sandbank/consent';
import { entryKinds, type EntryKind, type EntryKindName } from '../ledger/entry-kinds.js';
import { minorUnits } from '../ledger/money.js';

/** The part of an order that the entries tell. */
export type PaymentWords = Pick<
  Initiation,
  'EndToEndIdentification' | 'InstructedAmount' | 'CreditorAccount' | 'RemittanceInformation'
> & {
  /** What the debit is; a transfer, unless it says otherwise. */
  readonly debit?: EntryKindName;
};

/** Who pays whom, as the books know them. */
export interface PaymentParties {
  readonly debtor_id: string;
  readonly currency: string;
  readonly debtor_name: string;
  readonly debtor_identification: string;
  /** The payee's account at this bank; null where the payee banks elsewhere. */
  readonly creditor_id: string | null;
  /** What that account is kept in. */
  readonly creditor_currency: string | null;
  /** The bank's own account through which money leaves. */
  readonly clearing_id: string;
}

/** The same for an order that a customer chose the account for. */
export interface ChosenParties extends PaymentParties {
  /** How many holders sign for what leaves the account. */
  readonly signatories: number;
}

/** Both legs of a payment, as their accounts will read about them. */
export function paymentEntries(words: PaymentWords, parties: PaymentParties, now: Date) {
  const { CreditorAccount, InstructedAmount, RemittanceInformation } = words;
  const amountMinor = minorUnits(InstructedAmount.Amount, InstructedAmount.Currency);
  const [text] = RemittanceInformation?.Unstructured ?? [];
  const shared = {
    currency: parties.currency,
    category: 'Transfers',
    reference: words.EndToEndIdentification,
  };
  return [
    {
      ...{ id: uuidV7(now), account_id: parties.debtor_id, amount_minor: -amountMinor, ...shared },
      ...codesOf(entryKinds[words.debit ?? 'transfer']),
      information: narrative(CreditorAccount.Name, text),
      counterparty_name: CreditorAccount.Name,
      counterparty_identification: CreditorAccount.Identification,
    },
    {
      ...{
        id: uuidV7(now),
        account_id: payeeAccount(parties),
        amount_minor: amountMinor,
        ...shared,
      },
      ...codesOf(entryKinds['credit-transfer']),
      information: narrative(parties.debtor_name, text),
      counterparty_name: parties.debtor_name,
      counterparty_identification: parties.debtor_identification,
    },
  ];
}

/** Where the money goes within this bank. */
export const payeeAccount = ({ creditor_id, clearing_id }: PaymentParties): string =>
  creditor_id ?? clearing_id;

// In capitals a name may be longer than it is.
const narrativeMax = 500;

const narrative = (party: string, text = ''): string =>
  Array.from(`${party.toUpperCase()} ${text}`.trimEnd()).slice(0, narrativeMax).join('');

const codesOf = ({ family, subFamily, proprietary, purpose }: EntryKind) => ({
  family_code: family,
  sub_family_code: subFamily,
  proprietary_code: proprietary,
  category_purpose: purpose ?? null,
});
