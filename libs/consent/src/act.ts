/** Who moved a consent. */
export type Actor =
  | `customer:${string}`
  | `client:${string}`
  | `operator:${string}`
  | 'authorization-server'
  | 'clock';

/** Through which door it was moved. */
export type Surface =
  | 'pushed-request'
  | 'consent-page'
  | 'consents-api'
  | 'payments-api'
  | 'dashboard'
  | 'grants-api'
  | 'token'
  | 'token-revocation'
  | 'registration'
  | 'operator'
  | 'clock';

/** The circumstances of a transition, as the history keeps them. */
export interface Act {
  readonly now: Date;
  readonly by: Actor;
  readonly surface: Surface;
  readonly reason?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** The parameter of `revokeGrantCtes`. */
export function revocationOf(act: Act): string {
  const updatedBy = act.by.startsWith('client:') ? 'client' : 'authorization_server';
  return JSON.stringify({ ...actOf(act), updated_by: updatedBy });
}

/** An act as statements read it out of their one parameter. */
export const actOf = ({ now, by, surface, reason, interactionId }: Act) => ({
  now,
  by,
  surface,
  reason,
  interaction_id: interactionId,
});
