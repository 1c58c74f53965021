import type { ResourceConsent } from '@sandbank/consent';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { accountsOf } from '../open-banking/consented.js';

/** What a path and its answer tell of the consent behind it. */
export interface AccessTarget {
  /** Of the path. */
  readonly accountId: string | undefined;
  /** Of the path, or of the answer's `Data`: what is done with a consent names it. */
  readonly consentId: string | undefined;
}

/** The consents under which a call was answered: the one it names, else that of each account in the answer. */
export function decidingConsents(
  { consents }: ResourceAuthorization,
  { accountId, consentId }: AccessTarget,
): readonly ResourceConsent[] {
  if (consentId !== undefined) return consents.filter((one) => one.consentId === consentId);
  const accounts = accountsOf(consents);
  if (accountId === undefined) return [...new Set(accounts.values())];
  const consent = accounts.get(accountId.toLowerCase());
  return consent === undefined ? [] : [consent];
}

/** The `ConsentId` in the `Data` of an answer, if there is one. */
export function consentIdOf(answer: unknown): string | undefined {
  const { Data } = (answer ?? {}) as { readonly Data?: { readonly ConsentId?: unknown } };
  return typeof Data?.ConsentId === 'string' ? Data.ConsentId : undefined;
}
