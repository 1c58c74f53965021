import type { PushedRequest } from '../authorization/pushed-request.js';

/** How long a customer may take from arriving at the bank to the decision, in seconds. */
export const interactionSeconds = 600;

/** Wrong passwords after which the customer is sent back to the app. */
export const passwordFailuresMax = 5;

/** Wrong codes after which the customer is sent back to the app. */
export const codeFailuresMax = 3;

/** Where a customer stands; each stage but the last has a page of its own. */
export type InteractionStage = 'login' | 'code' | 'consent' | 'completed';

export type Decision = 'allowed' | 'refused';

/** What one browser does with one pushed request. */
export interface Interaction {
  readonly id: string;
  readonly stage: InteractionStage;
  readonly request: PushedRequest;
  readonly customer: InteractionCustomer | undefined;
  /** At the stage `login`: that of an earlier sign-in, which has become too old. */
  readonly authenticatedAt: Date | undefined;
  readonly expiresAt: Date;
  /** How and when it was completed. */
  readonly outcome: { readonly decision: Decision; readonly at: Date } | undefined;
}

/** The customer whose password was right. */
export interface InteractionCustomer {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly phone: string;
  readonly fixedCode: string | undefined;
}
