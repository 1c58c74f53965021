import type { CounterAccount } from '../../ledger/counter-accounts.js';
import { accountNumber, type Blueprint, type PlannedAccount } from '../blueprint.js';
import { Dice } from '../deterministic.js';
import type { Books, Leg, Narrative } from '../life-event.js';
import type { Customer } from '../persona.js';

/** Where a habit plays: whose it is, which one of theirs, and what they can reach. */
export class Scene {
  constructor(
    private readonly seed: string,
    readonly blueprint: Blueprint,
    readonly customer: Customer,
    readonly habitIndex: number,
  ) {}

  key(...labels: readonly (string | number)[]): string {
    return [this.customer.id, this.habitIndex, ...labels].join('/');
  }

  dice(...labels: readonly (string | number)[]): Dice {
    return new Dice(this.seed, this.key(...labels));
  }

  account(key: string): PlannedAccount {
    return this.blueprint.reach(this.customer, key);
  }

  /** The number of someone's account outside the bank in that account's currency: the same for the same name. */
  numberOf(party: string, { plan }: PlannedAccount): string {
    return accountNumber([this.seed, 'party', party], plan.currency).identification;
  }

  /** Money between a customer's account and the world: positive comes in, negative goes out. */
  across(
    account: PlannedAccount,
    through: CounterAccount,
    amountMinor: number,
    narrative: Narrative,
  ): Leg[] {
    return [
      { accountId: account.id, amountMinor, narrative },
      {
        accountId: this.blueprint.counterAccountId(through, account.plan.currency),
        amountMinor: -amountMinor,
      },
    ];
  }

  /** Money between two accounts of the bank's customers; both sides read about it. */
  between(from: PlannedAccount, to: PlannedAccount, amountMinor: number, about: string): Leg[] {
    return [
      { accountId: from.id, amountMinor: -amountMinor, narrative: moved('move-out', to, about) },
      { accountId: to.id, amountMinor, narrative: moved('move-in', from, about) },
    ];
  }
}

function moved(kind: 'move-out' | 'move-in', other: PlannedAccount, about: string): Narrative {
  const way = kind === 'move-out' ? 'TO' : 'FROM';
  return {
    kind,
    information: `${about.toUpperCase()} ${way} ${other.plan.nickname.toUpperCase()}`,
    category: 'Transfers',
    counterpartyName: other.holderName,
    ...(other.plan.type === 'CARD' ? {} : { counterpartyIdentification: other.identification }),
  };
}

/** A debit that the account cannot bear does not happen. */
export const ifAffordable = (
  books: Books,
  account: PlannedAccount,
  amountMinor: number,
  legs: () => Leg[],
): Leg[] | undefined => (books.available(account.id) >= amountMinor ? legs() : undefined);

/** An amount that differs a little each time. */
export const varied = (amountMinor: number, vary: number, dice: Dice): number =>
  vary === 0
    ? amountMinor
    : Math.max(1, Math.round(amountMinor * dice.between(1 - vary, 1 + vary)));
