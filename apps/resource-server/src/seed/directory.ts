import type { Queryable } from '@sandbank/platform';
import type { Blueprint } from './blueprint.js';
import { beginningOfLife } from './life.js';
import { accountRow, arrangementRows, counterAccountRows, customerRow } from './rows.js';
import type { Bank } from './seed-file.schema.js';
import * as sql from './seed.statements.js';

/** Puts a bank, its customers and its accounts into the books. Of what is there already, names follow the file alone. */
export async function putDirectory(
  transaction: Queryable,
  bank: Bank,
  blueprint: Blueprint,
  now: Date,
): Promise<void> {
  const { accounts, customers } = blueprint;
  const counterRows = counterAccountRows(blueprint);
  const begins = new Map(customers.map((each) => [each.id, beginningOfLife(each, now)]));
  const rows = [
    ...accounts.map((account) =>
      accountRow(bank.slug, account, new Date(begins.get(account.ownerId) ?? now)),
    ),
    ...counterRows,
  ];
  const balances = [
    ...accounts.map(({ id, plan, limitMinor }) => ({
      account_id: id,
      currency: plan.currency,
      limit_minor: limitMinor,
    })),
    ...counterRows.map(({ id, currency }) => ({ account_id: id, currency, limit_minor: null })),
  ];
  const holders = accounts.flatMap(({ id, holderIds }) =>
    holderIds.map((customerId) => ({ customer_id: customerId, account_id: id })),
  );
  await transaction.query(sql.putBank, [
    ...[bank.slug, bank.name, bank.issuer, bank.profile, bank.payment_authentication_seconds],
  ]);
  const people = customers.map((customer) => customerRow(customer, blueprint));
  const arrangements = arrangementRows(accounts);
  await transaction.query(sql.putCustomers, [JSON.stringify(people)]);
  await transaction.query(sql.putAccounts, [JSON.stringify(rows)]);
  if (arrangements.length > 0)
    await transaction.query(sql.arrangePayments, [JSON.stringify(arrangements)]);
  await transaction.query(sql.putBalances, [JSON.stringify(balances)]);
  await transaction.query(sql.putHolders, [JSON.stringify(holders)]);
}
