import type { AuthorizationDetail } from '@sandbank/oauth';
import { apiCodeOf, type ConsentStatus } from '../consent-state.js';

/** What approval adds to an entry before a client or a resource server sees it (RFC 9396 7.1). */
export interface Enrichment {
  readonly consentId: string;
  readonly status: ConsentStatus;
  readonly accountIds: readonly string[];
}

/** An entry as tokens and introspection show it: with its consent, that one's state, and the accounts chosen. */
export const enrich = (
  details: AuthorizationDetail,
  { consentId, status, accountIds }: Enrichment,
): AuthorizationDetail => ({
  ...details,
  ConsentId: consentId,
  Status: apiCodeOf(status),
  AccountIds: [...accountIds],
});

/** An enriched entry taken apart: what the type knows of, and what approval added. */
export function withoutEnrichment(entry: AuthorizationDetail) {
  const { ConsentId, Status, AccountIds, ...details } = entry;
  return { details: details, added: { ConsentId, Status, AccountIds } };
}
