import type { ConsentModel } from './consent.model.js';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A day, as it is in UTC. */
export const dayInWords = (date: Date): string => day.format(date);

const clock = new Intl.DateTimeFormat('en-GB', {
  ...{ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
});

/** A moment, with the time of the day as it is in UTC. */
export const momentInWords = (date: Date): string =>
  `${day.format(date)} at ${clock.format(date)} (UTC)`;

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
