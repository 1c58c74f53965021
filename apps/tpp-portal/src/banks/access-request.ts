import type { AccessWanted } from '../journey/journey-plan.js';
import type { Bank } from './bank.js';

/** The authorization details type of account access. */
export const accountAccessType = 'urn:sandbank:account-access:v1';

/** What Tally asks for, and no more (SP-5.3.3.1-13): the permissions its screens need. */
export const permissions = [
  'ReadAccountsDetail',
  'ReadBalances',
  'ReadTransactionsDetail',
  'ReadTransactionsCredits',
  'ReadTransactionsDebits',
] as const;

const historyMonths = 12;
const shareDays = 90;

const atMidnight = (time: Date): Date =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()));

const wireTime = (time: Date): string => time.toISOString().replace('.000Z', '+00:00');

/** First day of the months that Tally shows. */
export const historyStart = (now: Date): Date =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (historyMonths - 1), 1));

/** The authorization details of one journey (RFC 9396 2): a year of history, shared for 90 days. */
export const accessRequest = (bank: Bank, now: Date): readonly Record<string, unknown>[] => [
  {
    type: accountAccessType,
    locations: [`${bank.resourceBase}/aisp`],
    consent: {
      Permissions: permissions,
      ExpirationDateTime: wireTime(
        new Date(atMidnight(now).getTime() + shareDays * 24 * 3600 * 1000),
      ),
      TransactionFromDateTime: wireTime(historyStart(now)),
      Purpose: 'Budgeting',
    },
  },
];

/** What is asked for where a plan says nothing else; a plain API is asked for by scope alone. */
export const accountAccess = (bank: Bank, now: Date): AccessWanted => ({
  scope: bank.scope,
  authorizationDetails: bank.api === 'open-banking' ? accessRequest(bank, now) : [],
});
