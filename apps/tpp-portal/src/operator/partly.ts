import { PortalError } from '../portal-error.js';

/** Someone who did not answer, with the reason in a sentence; what is shown is without it. */
export interface Missing {
  readonly server: string;
  readonly message: string;
}

/** What was answered, or that somebody was not able to; only the portal's own refusals count as that. */
export async function partly<T>(
  server: string,
  asked: Promise<T>,
): Promise<{ readonly told?: T; readonly silent: readonly Missing[] }> {
  try {
    return { told: await asked, silent: [] };
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    return { silent: [{ server, message: error.message }] };
  }
}
