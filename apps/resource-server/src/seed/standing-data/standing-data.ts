import type { Queryable } from '@sandbank/platform';
import { schemeOf } from '../../ledger/account-numbers.js';
import { minorUnits } from '../../ledger/money.js';
import type { Blueprint, PlannedAccount } from '../blueprint.js';
import { idAt } from '../deterministic.js';
import { Scene } from '../habits/scene.js';
import type { Customer } from '../persona.js';
import {
  directDebitRow,
  scheduledPaymentRows,
  standingOrderRow,
  type PlannedBill,
} from './mandate-rows.js';
import { partyRows } from './party-rows.js';
import * as sql from './standing-data.statements.js';

/**
 * Writes down what is arranged for the accounts of one bank: products, parties, payees, mandates, orders and offers.
 * It follows the files of bank and people and the ledger as it is at `now`; a second call changes nothing.
 */
export async function putStandingData(
  transaction: Queryable,
  seed: string,
  blueprint: Blueprint,
  now: Date,
): Promise<void> {
  const accountIds = blueprint.accounts.map(({ id }) => id);
  const bills = billsOf(seed, blueprint);
  const billsBy = (as: PlannedBill['habit']['as']) => bills.filter(({ habit }) => habit.as === as);
  const put = (statement: typeof sql.replaceOffers, rows: readonly object[]) =>
    transaction.query(statement, [JSON.stringify(rows), accountIds]);
  await transaction.query(sql.putProducts, [JSON.stringify(productRows(blueprint))]);
  await transaction.query(sql.putParties, [JSON.stringify(partyRows(seed, blueprint))]);
  await put(sql.replaceBeneficiaries, beneficiaryRows(seed, blueprint));
  await put(sql.replaceOffers, offerRows(seed, blueprint, now));
  await put(
    sql.replaceDirectDebits,
    billsBy('direct-debit').map((bill) => directDebitRow(bill, now)),
  );
  await put(
    sql.replaceStandingOrders,
    billsBy('standing-order').map((bill) => standingOrderRow(bill, now)),
  );
  await put(
    sql.replaceScheduledPayments,
    billsBy('transfer').flatMap((bill) => scheduledPaymentRows(bill, now)),
  );
}

const billsOf = (seed: string, blueprint: Blueprint): PlannedBill[] =>
  blueprint.customers.flatMap((customer) =>
    customer.habits.flatMap((habit, index) =>
      habit.does === 'pay'
        ? [{ habit, scene: new Scene(seed, blueprint, customer, index), seed }]
        : [],
    ),
  );

/** A payee, as its row will say it. */
interface Payee {
  readonly account: PlannedAccount;
  readonly name: string;
  readonly identification: string;
  readonly reference: string | null;
  readonly isTrusted: boolean;
}

/** Everybody whom a customer saved or pays by themselves: once for each account and number. */
function beneficiaryRows(seed: string, blueprint: Blueprint): object[] {
  const payees = blueprint.customers.flatMap((customer) => payeesOf(seed, blueprint, customer));
  const once = new Map(
    payees
      .toReversed()
      .map((payee) => [`${payee.account.id}/${payee.identification}`, payee] as const),
  );
  return [...once].map(([label, payee]) => ({
    id: idAt(payee.account.openedAt?.getTime() ?? 0, seed, 'beneficiary', label),
    account_id: payee.account.id,
    beneficiary_type: payee.isTrusted ? 'Trusted' : 'Ordinary',
    reference: payee.reference,
    creditor_name: payee.name,
    creditor_scheme_name: schemeOf(payee.identification),
    creditor_identification: payee.identification,
  }));
}

function payeesOf(seed: string, blueprint: Blueprint, customer: Customer): Payee[] {
  const saved = customer.beneficiaries.map((payee) => ({
    account: blueprint.reach(customer, payee.account),
    name: payee.name,
    identification: payee.identification,
    reference: payee.reference ?? null,
    isTrusted: payee.trusted,
  }));
  const paid = customer.habits.flatMap((habit, index) => {
    const scene = new Scene(seed, blueprint, customer, index);
    const payee = (name: string, key: string, reference: string | null): Payee => {
      const account = scene.account(key);
      return {
        ...{ account, name, reference, isTrusted: false },
        identification: scene.numberOf(name, account),
      };
    };
    if (habit.does === 'invoice' && habit.direction === 'out')
      return habit.parties.map((party) => payee(party, habit.account, null));
    if (habit.does !== 'pay' || (habit.as !== 'transfer' && habit.as !== 'standing-order'))
      return [];
    return [payee(habit.party, habit.account, habit.about.slice(0, 35))];
  });
  return [...saved, ...paid];
}

/** Each offer from the beginning of this month to the end of the next. */
const offerRows = (seed: string, blueprint: Blueprint, now: Date): object[] => {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const span = {
    starts_at: new Date(Date.UTC(year, month, 1)),
    ends_at: new Date(Date.UTC(year, month + 2, 1) - 1000),
  };
  return blueprint.customers.flatMap((customer) =>
    customer.offers.map((offer, index) => {
      const account = blueprint.reach(customer, offer.account);
      const minor = (amount: string | undefined) =>
        amount === undefined ? null : minorUnits(amount, account.plan.currency);
      return {
        id: idAt(account.openedAt?.getTime() ?? 0, seed, customer.id, 'offer', index),
        account_id: account.id,
        offer_type: offer.type,
        description: offer.description,
        ...span,
        rate: offer.ratePercent ?? null,
        term: offer.term ?? null,
        amount_minor: minor(offer.amount),
        fee_minor: minor(offer.fee),
      };
    }),
  );
};

const productRows = ({ bank }: Blueprint): object[] =>
  bank.products.map((product) => ({
    bank_slug: bank.slug,
    id: product.id,
    name: product.name,
    type_code: product.for.type,
    category: product.for.category,
    is_standard: product.standard,
    product_type: product.type,
    details: product.details,
  }));
