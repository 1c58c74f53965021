import type { ConsentDescription, StandingOrderDescription } from './consent-description.js';
import type { DomesticStandingOrder } from './domestic-standing-order.js';
import { inPounds } from './money.js';
import {
  planOf,
  plannedPayment,
  type OrderFrequency,
  type OrderPlan,
} from './standing-order-dates.js';
import { accountInWords, day, named } from './wording.js';

const everyWords: Readonly<Record<OrderFrequency, string>> = {
  DAIL: 'every day',
  WEEK: 'every week',
  FRTN: 'every two weeks',
  MNTH: 'every month',
  QURT: 'every three months',
  MIAN: 'every six months',
  YEAR: 'every year',
};

/** A standing order in words: whom it pays, what on which day, and when it ends. */
export function describeStandingOrder({ consent }: DomesticStandingOrder): ConsentDescription {
  const { Initiation } = consent;
  const { CreditorAccount, DebtorAccount, MandateRelatedInformation } = Initiation;
  const { FirstPaymentAmount, RecurringPaymentAmount, FinalPaymentAmount } = Initiation;
  const payeeAccount = accountInWords(CreditorAccount.Identification);
  const [reference] = Initiation.RemittanceInformation?.Unstructured ?? [];
  const { Name: payee } = CreditorAccount;
  const plan = planOf(Initiation);
  const words = inWords(Initiation, plan);
  return {
    clusters: [],
    expiry:
      plan.final === undefined
        ? { text: 'Until you call it off' }
        : { at: plan.final, text: `Until ${day(plan.final)}` },
    standingOrder: {
      ...{ payee, payeeAccount, ...words },
      ...(reference !== undefined && { reference }),
    },
    ...named(DebtorAccount),
    linked: {
      data: {
        ...{ MandateRelatedInformation, CreditorAccount },
        ...{ FirstPaymentAmount, RecurringPaymentAmount, FinalPaymentAmount },
      },
      text: `set up a standing order to ${payee.slice(0, 80)} (${payeeAccount}): ${inShort(words)}`,
    },
  };
}

type Amounts = Pick<
  DomesticStandingOrder['consent']['Initiation'],
  'FirstPaymentAmount' | 'RecurringPaymentAmount' | 'FinalPaymentAmount'
>;

function inWords(
  { FirstPaymentAmount: first, RecurringPaymentAmount: then, FinalPaymentAmount: last }: Amounts,
  plan: OrderPlan,
): Pick<StandingOrderDescription, 'first' | 'then' | 'last'> {
  const second = plannedPayment(plan, 1);
  const recurring = (then ?? first).Amount;
  return {
    first: { amount: inPounds(first.Amount), on: plan.first },
    ...(second?.part === 'recurring' && {
      then: {
        amount: inPounds(recurring),
        every: everyWords[plan.frequency],
        on: dayInWords(plan.frequency, plan.recurring ?? plan.first),
        from: second.due,
      },
    }),
    ...(plan.final !== undefined && {
      last: { amount: inPounds(last?.Amount ?? recurring), on: plan.final },
    }),
  };
}

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'long', timeZone: 'UTC' },
});

/** Which day of its period: `on Tuesday`, `on the 1st`; nothing where every day is one. */
function dayInWords(frequency: OrderFrequency, anchor: Date): string | undefined {
  switch (frequency) {
    case 'DAIL':
      return undefined;
    case 'WEEK':
    case 'FRTN':
      return `on ${weekday.format(anchor)}`;
    case 'YEAR':
      return `on ${dayAndMonth.format(anchor)}`;
    case 'MNTH':
    case 'QURT':
    case 'MIAN':
      return `on the ${ordinal(anchor.getUTCDate())}`;
  }
}

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en-GB', { type: 'ordinal' });
const ordinal = (count: number): string => `${count}${endings[ordinals.select(count)] ?? 'th'}`;

/** For a message on a telephone: every amount, and no word more. */
function inShort({ first, then, last }: ReturnType<typeof inWords>): string {
  const isOne = then?.amount === first.amount;
  const parts = [
    isOne
      ? `${first.amount} ${then.every} from ${day(first.on)}`
      : `${first.amount} on ${day(first.on)}`,
    ...(then === undefined || isOne ? [] : [`then ${then.amount} ${then.every}`]),
    ...(last === undefined ? [] : [`last ${last.amount} on ${day(last.on)}`]),
  ];
  return parts.join(', ');
}
