import { uuidV7 } from '@sandbank/crypto';
import {
  defaultAccountAccess,
  type Act,
  type Approval,
  type AwaitingConsent,
} from '../src/index.js';

export const now = new Date('2026-11-21T12:00:00Z');
export const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
export const resourceBase = 'https://localhost:9442/harbour/open-banking/v4.0';
export const details = defaultAccountAccess({ now, resourceBase });
export const customerId = uuidV7(now);

export const pushed: Act = { now, by: 'client:client-tally', surface: 'pushed-request' };
export const approved: Act = { now, by: `customer:${customerId}`, surface: 'consent-page' };

export function awaiting(changes: Partial<AwaitingConsent> = {}): AwaitingConsent {
  return {
    consentId: uuidV7(now),
    bank: 'harbour',
    clientId: 'client-tally',
    requested: details,
    authoriseBy: later(600),
    act: pushed,
    ...changes,
  };
}

export function approval(consentIds: readonly string[], changes: Partial<Approval> = {}): Approval {
  return {
    grantId: uuidV7(now),
    bank: 'harbour',
    clientId: 'client-tally',
    customerId,
    scopes: ['openid', 'accounts'],
    claimBy: later(60),
    consents: consentIds.map((consentId) => ({
      consentId,
      granted: details,
      accountIds: ['10000001', '10000002'],
    })),
    act: approved,
    ...changes,
  };
}
