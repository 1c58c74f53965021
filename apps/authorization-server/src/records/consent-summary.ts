import { authorizationDetailsType } from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';

/** What a consent lets its client do, in a few words for its developers. */
export function consentSummary(details: AuthorizationDetail): string {
  const words = authorizationDetailsType(details.type)?.describe(details);
  if (words === undefined) return details.type;
  const { payment, standingOrder, mandate, fundsCheck, clusters } = words;
  if (payment !== undefined) return `Pay ${payment.amount} to ${payment.payee}`;
  if (standingOrder !== undefined) {
    return `A standing order to ${standingOrder.payee}, first ${standingOrder.first.amount}`;
  }
  if (mandate !== undefined) return `Payments within limits to ${mandate.payee}`;
  if (fundsCheck !== undefined) return 'Ask whether an account holds enough';
  return clusters.map(({ title }) => title).join(', ');
}
