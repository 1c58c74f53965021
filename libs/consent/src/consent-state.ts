interface ConsentState {
  /** What the bank's API calls this state (Open Banking Read/Write v4.0). */
  readonly apiCode: 'AWAU' | 'AUTH' | 'CANC' | 'EXPD' | 'COND' | 'RJCT';
  /** The StatusReason that goes with the code where the code alone is not clear. */
  readonly statusReason?: string;
  readonly to: readonly string[];
}

/** The life of a consent: every state, and the states that may follow it. What is not here cannot happen. */
export const consentTransitions = {
  AWAITING_AUTHORISATION: { apiCode: 'AWAU', to: ['AUTHORISED', 'REJECTED'] },
  AUTHORISED: { apiCode: 'AUTH', to: ['CONSUMED', 'REVOKED', 'EXPIRED', 'SUSPENDED'] },
  SUSPENDED: { apiCode: 'CANC', statusReason: 'U028', to: ['AUTHORISED', 'REVOKED'] },
  REVOKED: { apiCode: 'CANC', to: [] },
  EXPIRED: { apiCode: 'EXPD', to: [] },
  CONSUMED: { apiCode: 'COND', to: [] },
  REJECTED: { apiCode: 'RJCT', to: [] },
} as const satisfies Record<string, ConsentState>;

export type ConsentStatus = keyof typeof consentTransitions;
export type ConsentApiCode = ConsentState['apiCode'];

export const consentStatuses = Object.keys(consentTransitions) as readonly ConsentStatus[];

/** True when the state machine has an arrow between the two. */
export function mayBecome(from: ConsentStatus, to: ConsentStatus): boolean {
  return (consentTransitions[from].to as readonly string[]).includes(to);
}

/** Every state that may lead to `to`. */
export function sourcesOf(to: ConsentStatus): readonly ConsentStatus[] {
  return consentStatuses.filter((from) => mayBecome(from, to));
}

/** The code under which the bank's API reports a state. */
export function apiCodeOf(status: ConsentStatus): ConsentApiCode {
  return consentTransitions[status].apiCode;
}

/** The StatusReason that goes with it, where the code alone is not clear. */
export function statusReasonOf(status: ConsentStatus): string | undefined {
  const state: ConsentState = consentTransitions[status];
  return state.statusReason;
}

/** The moments at which the clock alone ends a state: all that a statement must read where a state is told. */
export interface ConsentDeadlines {
  readonly status: ConsentStatus;
  readonly authoriseBy: Date;
  readonly expiresAt?: Date | undefined;
  /** Until when it counts without its customer signing in again. */
  readonly reauthenticateBy?: Date | undefined;
}

/** The state at `now`: what the clock has ended counts as ended, also before anything wrote it down. */
export function effectiveStatus(consent: ConsentDeadlines, now: Date): ConsentStatus {
  const { status, authoriseBy, expiresAt, reauthenticateBy } = consent;
  if (status === 'AWAITING_AUTHORISATION' && authoriseBy <= now) return 'REJECTED';
  if (status !== 'AUTHORISED') return status;
  if (expiresAt !== undefined && expiresAt <= now) return 'EXPIRED';
  return reauthenticateBy !== undefined && reauthenticateBy <= now ? 'SUSPENDED' : status;
}

interface GrantState {
  readonly to: readonly string[];
}

/** The life of a grant: active once its tokens are claimed (GM-5.6). */
export const grantTransitions = {
  UNCLAIMED: { to: ['ACTIVE', 'REVOKED', 'EXPIRED'] },
  ACTIVE: { to: ['REVOKED', 'EXPIRED'] },
  REVOKED: { to: [] },
  EXPIRED: { to: [] },
} as const satisfies Record<string, GrantState>;

export type GrantStatus = keyof typeof grantTransitions;

export const grantStatuses = Object.keys(grantTransitions) as readonly GrantStatus[];
