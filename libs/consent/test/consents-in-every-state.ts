import { consentTransitions, type ConsentStatus, type ConsentStore } from '../src/index.js';
import { approval, approved, awaiting } from './consents.js';

const paths: Record<ConsentStatus, readonly ConsentStatus[]> = {
  AWAITING_AUTHORISATION: [],
  REJECTED: ['REJECTED'],
  AUTHORISED: ['AUTHORISED'],
  SUSPENDED: ['AUTHORISED', 'SUSPENDED'],
  REVOKED: ['AUTHORISED', 'REVOKED'],
  EXPIRED: ['AUTHORISED', 'EXPIRED'],
  CONSUMED: ['AUTHORISED', 'CONSUMED'],
};

/** Moves a consent as its users would; answers whether it moved. */
export function attempt(
  store: ConsentStore,
  consentId: string,
  to: ConsentStatus,
): Promise<boolean> {
  switch (to) {
    case 'AWAITING_AUTHORISATION':
      return Promise.resolve(false);
    case 'AUTHORISED':
      return store.authorise(approval([consentId]));
    case 'REJECTED':
      return store.reject(consentId, approved);
    case 'REVOKED':
      return store.revoke(consentId, approved);
    case 'EXPIRED':
      return store.expire(consentId, approved);
    case 'SUSPENDED':
      return store.suspend(consentId, approved);
    case 'CONSUMED':
      return store.consume(consentId, approved);
  }
}

/** A fresh consent that was led to `status` along the arrows. */
export async function consentIn(store: ConsentStore, status: ConsentStatus): Promise<string> {
  const asked = awaiting();
  await store.createAwaiting([asked]);
  for (const step of paths[status]) {
    if (!(await attempt(store, asked.consentId, step))) throw new Error(`no way to ${step}`);
  }
  return asked.consentId;
}

export interface HistoryRow {
  readonly version: number;
  readonly from_status: ConsentStatus | null;
  readonly to_status: ConsentStatus;
}

/** Fails unless the history is one unbroken legal walk that ends where the consent is. */
export function expectLegalWalk(history: readonly HistoryRow[], status: ConsentStatus): void {
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
  expect(history[0]).toMatchObject({ from_status: null, to_status: 'AWAITING_AUTHORISATION' });
  for (const [index, { from_status: from, to_status: to }] of history.entries()) {
    if (from === null) continue;
    expect(from).toBe(history[index - 1]!.to_status);
    expect(consentTransitions[from].to).toContain(to);
  }
  expect(history.at(-1)!.to_status).toBe(status);
}
