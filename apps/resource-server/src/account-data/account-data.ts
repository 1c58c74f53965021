import { statement, type Statement } from '@sandbank/platform';
import type { z } from 'zod';
import type { AccountInformationResource } from '../access/permission-table.js';

/** A row of any such statement; without an `id` it says only that the customer holds the account. */
export interface AccountDataRow {
  readonly account_id: string;
  readonly currency: string;
  readonly id: string | null;
}

/** One kind of thing that stands beside the accounts of a customer, and how it is read and told. */
export interface AccountData<Row extends AccountDataRow, Resource extends object> {
  /** Row of the permission table. */
  readonly resource: AccountInformationResource;
  /** Path of those of all accounts, and of one below its account. */
  readonly paths: { readonly all: string; readonly ofAccount: string };
  /** Name of the list in `Data`. */
  readonly member: string;
  readonly statement: Statement;
  /** The whole resource; undefined for what is over. */
  readonly toResource: (row: Row, now: Date) => Resource | undefined;
  readonly words: { readonly tag: string; readonly all: string; readonly ofAccount: string };
  /** Of one such thing, and how one could look. */
  readonly schema: z.ZodType<Resource>;
  readonly example: Resource;
}

/**
 * Reads, for accounts ($1) that a customer ($2) of a bank ($3) holds, the columns of what is joined to them as `r`: one
 * row for each, or one without `id` for an account that has none.
 */
export const accountDataStatement = (
  name: string,
  columns: readonly string[],
  join: string,
): Statement =>
  statement(
    `${name}.of_consent`,
    `SELECT a.id AS account_id, a.currency, r.id, ${columns.map((column) => `r.${column}`).join(', ')}
     FROM resource_server.account a
     JOIN resource_server.account_holder h ON h.account_id = a.id AND h.customer_id = $2
     LEFT JOIN ${join}
     WHERE a.id = ANY($1::uuid[]) AND a.bank_slug = $3
     ORDER BY a.opened_at, a.id, r.id`,
  );

/** What a table or view holds of an account. */
export const ofAccount = (table: string): string =>
  `resource_server.${table} r ON r.account_id = a.id`;
