import { PortalError } from '../../portal-error.js';
import type { ClientProblem } from './application-clients.js';

/** Thrown where the token to manage a registration is of no use any more. */
export const lostRegistration = (bankName: string): PortalError =>
  new PortalError(
    'registration_lost',
    `${bankName} no longer knows our token for this registration. Remove it here and register again: the application gets a new client_id.`,
  );

/** What is remembered of a failure, for the page. */
export const problemOf = (thrown: unknown): ClientProblem =>
  thrown instanceof PortalError
    ? {
        error: thrown.code,
        message: thrown.message,
        upstreamError: thrown.detail.upstream?.error,
        upstreamDescription: thrown.detail.upstream?.errorDescription,
      }
    : { error: 'unforeseen', message: 'The portal has a fault of its own. Try again.' };

/** Whether the bank answered that it does not do it: everything there is as it was. */
export const wasRefused = (thrown: unknown): boolean =>
  thrown instanceof PortalError && thrown.code === 'bank_refused';
