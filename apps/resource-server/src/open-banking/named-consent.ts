import type { ResourceConsent } from '@sandbank/consent';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { notCovered } from './open-banking-error.js';

/** The consent of the token that a body names; 403 for any other. */
export function namedConsent(
  { consents }: ResourceAuthorization,
  consentId: string,
): ResourceConsent {
  const consent = consents.find((one) => one.consentId === consentId.toLowerCase());
  if (consent !== undefined) return consent;
  throw notCovered('the access token stands for another consent', 'Data.ConsentId');
}
