import {
  authorizationDetailsType,
  livingConsents,
  type ConsentDescription,
  type GrantedConsent,
} from '@sandbank/consent';
import type { CustomerAccount } from './bank-accounts.client.js';
import type { Step } from './step.js';
import type { GrantChangeModel } from './views/index.js';

/** What the page says of the permission that is to be added to or replaced; nothing to anybody but its owner. */
export function grantChange(
  { grant, interaction: { customer, request } }: Pick<Step, 'grant' | 'interaction'>,
  accounts: readonly CustomerAccount[],
): GrantChangeModel | undefined {
  if (grant === undefined || grant.customerId !== customer?.id) return undefined;
  const isMerge = request.parameters['grant_management_action'] === 'merge';
  return {
    action: isMerge ? 'merge' : 'replace',
    since: grant.createdAt,
    held: livingConsents(grant).map((consent) => heldInWords(consent, accounts)),
  };
}

function heldInWords(
  { details, accountIds }: GrantedConsent,
  accounts: readonly CustomerAccount[],
) {
  const words = authorizationDetailsType(details.type)?.describe(details);
  const chosen = accounts.filter(({ AccountId }) => accountIds.includes(AccountId));
  return {
    what: words === undefined ? details.type : whatInWords(words),
    accounts: chosen.map(({ Nickname }) => Nickname),
  };
}

function whatInWords(words: ConsentDescription): string {
  const { payment, standingOrder, mandate, fundsCheck, clusters } = words;
  if (payment !== undefined) return `A payment of ${payment.amount} to ${payment.payee}`;
  if (standingOrder !== undefined) return `A standing order to ${standingOrder.payee}`;
  if (mandate !== undefined) return `Payments to ${mandate.payee}`;
  if (fundsCheck !== undefined) return 'Questions whether an account holds enough';
  return clusters.map(({ title }) => title).join(', ');
}
