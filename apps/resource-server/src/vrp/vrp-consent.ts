import {
  domesticVrp,
  RefusedDetail,
  type DomesticVrp,
  type ResourceConsent,
} from '@sandbank/consent';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { notCovered } from '../open-banking/open-banking-error.js';

/** The consent of the token that a body names; 403 for any other. */
export function consentOf({ consents }: ResourceAuthorization, consentId: string): ResourceConsent {
  const consent = consents.find((one) => one.consentId === consentId.toLowerCase());
  if (consent !== undefined) return consent;
  throw notCovered('the access token stands for another consent', 'Data.ConsentId');
}

/** What the token lets its holder do: what was agreed, or less (RFC 9396 6). @throws 403 for one that says more. */
export function vrpOfToken({ details, entry }: ResourceConsent): DomesticVrp {
  try {
    return domesticVrp.narrow(details as DomesticVrp, (entry ?? details) as DomesticVrp);
  } catch (error) {
    if (!(error instanceof RefusedDetail)) throw error;
    throw notCovered('the access token says more than was agreed', 'Authorization');
  }
}
