import { schemeOf } from '../ledger/account-numbers.js';
import { direction, money } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';

/** A row of a page of transactions; the amount is a decimal string of minor units. */
export interface TransactionRow {
  readonly id: string;
  readonly account_id: string;
  readonly currency: string;
  readonly amount_minor: string;
  readonly booked_at: Date;
  readonly family_code: string;
  readonly sub_family_code: string;
  readonly proprietary_code: string;
  readonly category_purpose: string | null;
  readonly category: string | null;
  readonly reference: string | null;
  readonly information: string | null;
  readonly merchant_name: string | null;
  readonly merchant_category_code: string | null;
  readonly counterparty_name: string | null;
  readonly counterparty_identification: string | null;
  readonly card_authorisation: string | null;
  readonly card_number: string | null;
}

/** Whose transactions they are. */
export interface TransactionView {
  readonly bankName: string;
}

/** OBTransaction6, whole: what its reader may not see is taken away by the permission table. */
export const transactionResource = (row: TransactionRow, view: TransactionView) => ({
  AccountId: row.account_id,
  TransactionId: row.id,
  ...(row.reference === null ? {} : { TransactionReference: row.reference }),
  CreditDebitIndicator: direction(row.amount_minor),
  Status: 'BOOK' as const,
  TransactionMutability: 'Immutable' as const,
  BookingDateTime: isoDateTime(row.booked_at),
  ValueDateTime: isoDateTime(row.booked_at),
  Amount: money(row.amount_minor, row.currency),
  BankTransactionCode: { Code: row.family_code, SubCode: row.sub_family_code },
  ProprietaryBankTransactionCode: {
    Code: row.proprietary_code,
    Issuer: view.bankName.slice(0, 35),
  },
  ...(row.category_purpose === null ? {} : { CategoryPurposeCode: row.category_purpose }),
  ...cardInstrument(row),
  ...detail(row),
});

export type TransactionResource = ReturnType<typeof transactionResource>;

function cardInstrument(row: TransactionRow) {
  if (row.card_authorisation === null || row.card_number === null) return {};
  return {
    CardInstrument: {
      CardSchemeName: 'VISA' as const,
      AuthorisationType: row.card_authorisation,
      Identification: row.card_number,
    },
  };
}

const detail = (row: TransactionRow) => ({
  ...(row.information === null ? {} : { TransactionInformation: row.information }),
  ...(row.merchant_name === null
    ? {}
    : {
        MerchantDetails: {
          MerchantName: row.merchant_name,
          ...(row.merchant_category_code === null
            ? {}
            : { MerchantCategoryCode: row.merchant_category_code }),
        },
      }),
  ...otherParty(row),
  ...(row.category === null ? {} : { SupplementaryData: { Category: row.category } }),
});

function otherParty(row: TransactionRow) {
  if (row.counterparty_name === null) return {};
  const party = {
    Name: row.counterparty_name,
    ...(row.counterparty_identification === null
      ? {}
      : {
          SchemeName: schemeOf(row.counterparty_identification),
          Identification: row.counterparty_identification,
        }),
  };
  return direction(row.amount_minor) === 'Credit'
    ? { DebtorAccount: party }
    : { CreditorAccount: party };
}
