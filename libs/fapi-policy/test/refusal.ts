import { OAuthError, type OAuthErrorCode } from '@sandbank/oauth';
import type { Contexts, Endpoint } from './valid-requests.js';

/** One thing that a profile refuses: a valid request, and the one change that spoils it. */
export interface Refusal<Context> {
  readonly clause: string;
  readonly what: string;
  readonly error: OAuthErrorCode;
  /** HTTP status, where it is not the usual one of the error. */
  readonly status?: number;
  readonly change: (valid: Context) => Context | Promise<Context>;
}

/** One thing that a profile must let pass. */
export type Acceptance<Context> = Pick<Refusal<Context>, 'what' | 'change'>;

/** The refusals of a profile, by the list of rules that makes them. */
export type Refusals = { readonly [E in Endpoint]: readonly Refusal<Contexts[E]>[] };
export type Acceptances = { readonly [E in Endpoint]: readonly Acceptance<Contexts[E]>[] };

/** What `act` throws, if it is a refusal; anything else is a failure of the test. */
export function refusalOf(act: () => void): OAuthError {
  try {
    act();
  } catch (error) {
    if (error instanceof OAuthError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
