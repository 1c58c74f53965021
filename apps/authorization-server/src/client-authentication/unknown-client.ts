import { invalidClient, type OAuthError } from '@sandbank/oauth';

/** `invalid_client` for a client that is not registered, was removed, or is frozen: callers are not told which. */
export const unknownClient = (): OAuthError =>
  invalidClient('the client is unknown or may not act').citing('RFC6749-5.2-client');
