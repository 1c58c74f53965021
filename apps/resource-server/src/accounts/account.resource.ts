import { isoDateTime } from '../open-banking/date-time.js';

/** A row of the account statements. */
export interface AccountRow {
  readonly id: string;
  readonly currency: string;
  readonly category: string;
  readonly type_code: string;
  readonly description: string;
  readonly nickname: string | null;
  readonly status: string;
  readonly holder_name: string;
  readonly scheme_name: string;
  readonly identification: string;
  readonly opened_at: Date;
}

/** What a reader of accounts may see beyond the basics. */
export interface AccountView {
  /** ReadAccountsDetail. */
  readonly detail: boolean;
  /** ReadPAN. */
  readonly cardNumbers: boolean;
}

/** OBAccount6: the identification of an account is a Detail field and absent without that permission. */
export const accountResource = (row: AccountRow, view: AccountView) => ({
  AccountId: row.id,
  Status: row.status,
  StatusUpdateDateTime: isoDateTime(row.opened_at),
  Currency: row.currency,
  AccountCategory: row.category,
  AccountTypeCode: row.type_code,
  Description: row.description,
  ...(row.nickname === null ? {} : { Nickname: row.nickname }),
  OpeningDate: isoDateTime(row.opened_at),
  ...(view.detail
    ? {
        Account: [
          {
            SchemeName: row.scheme_name,
            Identification: shownIdentification(row, view),
            Name: row.holder_name,
          },
        ],
      }
    : {}),
});

export type AccountResource = ReturnType<typeof accountResource>;

function shownIdentification(row: AccountRow, { cardNumbers }: AccountView): string {
  if (row.scheme_name !== 'UK.OBIE.PAN' || cardNumbers) return row.identification;
  return maskedCardNumber(row.identification);
}

/** The last four digits: all that may be shown without ReadPAN. */
export const maskedCardNumber = (cardNumber: string): string =>
  `${'x'.repeat(cardNumber.length - 4)}${cardNumber.slice(-4)}`;
