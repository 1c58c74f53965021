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
  readonly status_changed_at: Date;
}

/** OBAccount6, whole. */
export const accountResource = (row: AccountRow) => ({
  AccountId: row.id,
  Status: row.status,
  StatusUpdateDateTime: isoDateTime(row.status_changed_at),
  Currency: row.currency,
  AccountCategory: row.category,
  AccountTypeCode: row.type_code,
  Description: row.description,
  ...(row.nickname === null ? {} : { Nickname: row.nickname }),
  OpeningDate: isoDateTime(row.opened_at),
  Account: [
    {
      SchemeName: row.scheme_name,
      Identification: row.identification,
      Name: row.holder_name,
    },
  ],
});

type Whole = ReturnType<typeof accountResource>;

/** The same as its reader may see it: its identification is a Detail field. */
export type AccountResource = Omit<Whole, 'Account'> & Partial<Pick<Whole, 'Account'>>;
