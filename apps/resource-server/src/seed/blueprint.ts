import { accountNumberOf } from '../ledger/account-numbers.js';
import {
  counterAccount,
  everyCounterAccount,
  type CounterAccount,
} from '../ledger/counter-accounts.js';
import { minorUnits, type Currency } from '../ledger/money.js';
import { digitsOf, idAt } from './deterministic.js';
import { accountsWithinReach, type AccountPlan, type Customer } from './persona.js';
import type { Bank } from './seed-file.schema.js';

/** Card numbers start with 9, which is left to national use: they belong to no scheme's real cards. */
const issuerNumber = '999001';

/** An account as it will stand in the books. */
export interface PlannedAccount {
  readonly id: string;
  readonly plan: AccountPlan;
  readonly ownerId: string;
  readonly holderIds: readonly string[];
  readonly holderName: string;
  readonly schemeName: string;
  readonly identification: string;
  readonly cardNumber: string | null;
  /** Absent for an account that is opened as its history begins. */
  readonly openedAt: Date | undefined;
  readonly limitMinor: number;
  readonly openingMinor: number;
}

/** One of the bank's own accounts. */
export interface PlannedCounterAccount {
  readonly id: string;
  readonly identification: string;
  readonly currency: Currency;
}

/** Ids and numbers of one bank's accounts: a function of the seed and of who owns them. */
export class Blueprint {
  readonly accounts: readonly PlannedAccount[];
  readonly counterAccounts: readonly PlannedCounterAccount[];
  private readonly currencies: ReadonlyMap<string, Currency>;
  /** Habits ask for the same few accounts again and again. */
  private readonly reached = new Map<string, PlannedAccount>();

  constructor(
    private readonly seed: string,
    readonly bank: Bank,
    readonly customers: readonly Customer[],
  ) {
    this.accounts = customers.flatMap((customer) =>
      customer.accounts.map((plan) => this.planned(customer, plan)),
    );
    this.counterAccounts = everyCounterAccount().map(({ name, currency }) => ({
      id: this.counterAccountId(name, currency),
      identification: counterAccount(name, currency),
      currency,
    }));
    this.currencies = new Map([
      ...this.accounts.map(({ id, plan }) => [id, plan.currency] as const),
      ...this.counterAccounts.map(({ id, currency }) => [id, currency] as const),
    ]);
  }

  /** The account that a customer's habit calls by this key. */
  reach(customer: Customer, key: string): PlannedAccount {
    const name = `${customer.id}/${key}`;
    const known = this.reached.get(name) ?? this.found(customer, key);
    this.reached.set(name, known);
    return known;
  }

  private found(customer: Customer, key: string): PlannedAccount {
    const plan = accountsWithinReach(customer, this.customers).find((each) => each.key === key);
    const account = this.accounts.find(
      (each) => each.plan.key === key && each.ownerId === plan?.ownerId,
    );
    if (account === undefined) throw new RangeError(`${customer.name} has no account ${key}`);
    return account;
  }

  counterAccountId(name: CounterAccount, currency: Currency): string {
    return idAt(0, this.seed, this.bank.slug, 'internal', counterAccount(name, currency));
  }

  /** The one currency of an account of this bank. */
  currencyOf(accountId: string): Currency {
    const currency = this.currencies.get(accountId);
    if (currency === undefined) throw new RangeError(`${accountId} is no account of this bank`);
    return currency;
  }

  private planned(owner: Customer, plan: AccountPlan): PlannedAccount {
    const labels = [this.seed, this.bank.slug, owner.id, plan.key];
    const openedAt = plan.opened === undefined ? undefined : new Date(`${plan.opened}T09:00:00Z`);
    const isCard = plan.type === 'CARD';
    const cardNumber = plan.type === 'SVGS' ? null : cardNumberOf(labels);
    const holderIds = [owner.id, ...plan.sharedWith];
    const number =
      isCard && cardNumber !== null
        ? { schemeName: 'UK.OBIE.PAN', identification: cardNumber }
        : accountNumber(labels, plan.currency);
    return {
      id: idAt(openedAt?.getTime() ?? 0, ...labels),
      plan,
      ownerId: owner.id,
      holderIds,
      holderName: holderIds.map((id) => this.nameOf(id)).join(' & '),
      ...number,
      cardNumber,
      openedAt,
      limitMinor: minorUnits(plan.limit, plan.currency),
      openingMinor: minorUnits(plan.openingBalance, plan.currency),
    };
  }

  private nameOf(id: string): string {
    return this.customers.find((customer) => customer.id === id)?.name ?? '';
  }
}

/** The number that an account has for such labels, always the same. */
export const accountNumber = (labels: readonly string[], currency: Currency) =>
  accountNumberOf(digitsOf(8, ...labels, 'number'), currency);

function cardNumberOf(labels: readonly string[]): string {
  const digits = issuerNumber + digitsOf(9, ...labels, 'card');
  // The check digit of ISO/IEC 7812-1 annex B: every second digit from the right counts double.
  const sum = Array.from(digits, Number).reduceRight((total, digit, index) => {
    const doubled = digit * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}
