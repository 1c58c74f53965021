import {
  RefusedDetail,
  type AuthorizationDetailsType,
  type ResourceConsent,
} from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { notCovered } from './open-banking-error.js';

/** What a token lets its holder do: what was agreed, or less (RFC 9396 6). @throws 403 for one that says more. */
export function narrowedToToken<Detail extends AuthorizationDetail>(
  type: AuthorizationDetailsType<Detail>,
  { details, entry = details }: Pick<ResourceConsent, 'details' | 'entry'>,
): Detail {
  try {
    return type.narrow(details as Detail, entry as Detail);
  } catch (error) {
    if (!(error instanceof RefusedDetail)) throw error;
    throw notCovered('the access token says more than was agreed', 'Authorization');
  }
}
