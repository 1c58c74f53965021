import type { ConsentModel } from './consent.model.js';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day, as it is in UTC. */
export const dayInWords = (date: Date): string => day.format(date);

/** How far back the app may look, or nothing when it asks for no transactions and names no dates. */
export function historyInWords(model: ConsentModel): string | undefined {
  const { historyFrom, historyTo } = model;
  if (historyFrom !== undefined && historyTo !== undefined) {
    return `From ${day.format(historyFrom)} to ${day.format(historyTo)}`;
  }
  if (historyFrom !== undefined) return `From ${day.format(historyFrom)} onwards`;
  if (historyTo !== undefined) return `Up to ${day.format(historyTo)}`;
  const asksForPast = model.clusters.some(({ permissions }) =>
    permissions.some(({ code }) => /^Read(Transactions|Statements)/.test(code)),
  );
  return asksForPast ? 'All the history that the bank holds' : undefined;
}

/** How long the app may look. */
export function durationInWords({ expires, oneOff }: ConsentModel): string {
  if (oneOff === true) return 'Once, and not again';
  return expires === undefined ? 'Until you stop it' : `Until ${day.format(expires)}`;
}

/** What the app can do once it is allowed. */
export function afterwardsInWords({ expires, oneOff }: ConsentModel): string {
  if (oneOff === true) return 'It can see the accounts you ticked once, and not again.';
  return expires === undefined
    ? 'It can see the accounts you ticked until you stop it.'
    : `Until ${day.format(expires)} it can see the accounts you ticked.`;
}
