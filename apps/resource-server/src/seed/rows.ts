import { counterAccountScheme } from '../ledger/counter-accounts.js';
import { entryKinds } from '../ledger/entry-kinds.js';
import type { Blueprint, PlannedAccount } from './blueprint.js';
import type { Narrative } from './life-event.js';
import type { GeneratedJournal } from './life.js';
import type { Customer } from './persona.js';
import type { ActiveScenario, Scenario } from './scenario.schema.js';

/** Rows as `jsonb_to_recordset` reads them: members are named like columns. */
type Row = Readonly<Record<string, string | number | Date | null>>;

export const accountRow = (slug: string, account: PlannedAccount, begins: Date): Row => ({
  id: account.id,
  bank_slug: slug,
  kind: 'customer',
  currency: account.plan.currency,
  category: account.plan.category,
  type_code: account.plan.type,
  description: account.plan.description,
  nickname: account.plan.nickname,
  holder_name: account.holderName,
  scheme_name: account.schemeName,
  identification: account.identification,
  card_number: account.cardNumber,
  opened_at: account.openedAt ?? begins,
});

/** What is arranged about payments from an account, where it is more than the usual. */
export const arrangementRows = (accounts: readonly PlannedAccount[]): Row[] =>
  accounts
    .filter(({ plan }) => plan.signatories > 1 || plan.paymentFate !== undefined)
    .map(({ id, plan: { signatories, paymentFate } }) => ({
      ...{ id, signatories, payment_fate: paymentFate ?? null },
    }));

/** A customer, with the scenario as the servers read it: an account by its id. */
export const customerRow = (customer: Customer, blueprint: Blueprint) => {
  const { id, bank, name, persona, scenario } = customer;
  return {
    ...{ id, bank_slug: bank, name, persona: persona ?? null },
    scenario: scenario === undefined ? null : activeScenario(scenario, customer, blueprint),
  };
};

function activeScenario(
  { slowMilliseconds, throttle, closes }: Scenario,
  customer: Customer,
  blueprint: Blueprint,
): ActiveScenario | null {
  const active: ActiveScenario = {
    ...(slowMilliseconds !== undefined && { slowMilliseconds }),
    ...(throttle && { throttle }),
    ...(closes && {
      closes: {
        accountId: blueprint.reach(customer, closes.account).id,
        afterSeconds: closes.afterSeconds,
      },
    }),
  };
  // Some scenarios lie in the accounts alone.
  return Object.keys(active).length === 0 ? null : active;
}

export const counterAccountRows = (blueprint: Blueprint) =>
  blueprint.counterAccounts.map(({ id, identification, currency }) => ({
    id,
    bank_slug: blueprint.bank.slug,
    kind: 'internal',
    currency,
    category: 'Business',
    type_code: 'OTHR',
    description: identification,
    nickname: null,
    holder_name: blueprint.bank.name,
    scheme_name: counterAccountScheme,
    identification,
    card_number: null,
    opened_at: new Date(0),
  }));

export const journalRow = (journal: GeneratedJournal): Row => ({
  id: journal.id,
  booked_at: new Date(journal.at),
});

export const entryRows = (
  journal: GeneratedJournal,
  blueprint: Pick<Blueprint, 'currencyOf'>,
): Row[] => {
  const narrative = journal.entries.find((entry) => entry.narrative !== undefined)?.narrative;
  if (narrative === undefined) throw new RangeError(`journal ${journal.id} tells nobody anything`);
  return journal.entries.map((entry) => ({
    id: entry.id,
    journal_id: journal.id,
    account_id: entry.accountId,
    currency: blueprint.currencyOf(entry.accountId),
    amount_minor: entry.amountMinor,
    booked_at: new Date(journal.at),
    ...codesOf(entry.narrative ?? narrative),
    ...(entry.narrative === undefined ? {} : wordsOf(entry.narrative)),
  }));
};

function codesOf({ kind }: Narrative): Row {
  const codes: { family: string; subFamily: string; proprietary: string; purpose?: string } =
    entryKinds[kind];
  return {
    family_code: codes.family,
    sub_family_code: codes.subFamily,
    proprietary_code: codes.proprietary,
    category_purpose: codes.purpose ?? null,
  };
}

const wordsOf = (narrative: Narrative): Row => ({
  category: narrative.category ?? null,
  reference: narrative.reference ?? null,
  information: narrative.information,
  merchant_name: narrative.merchantName ?? null,
  merchant_category_code: narrative.merchantCategoryCode ?? null,
  counterparty_name: narrative.counterpartyName ?? null,
  counterparty_identification: narrative.counterpartyIdentification ?? null,
  card_authorisation: narrative.cardAuthorisation ?? null,
});
