import { invalidRequest, type OAuthError } from '@sandbank/oauth';

/** What is not there, or is somebody else's: from outside both look the same. */
export const nothingHere = (): OAuthError =>
  invalidRequest('there is nothing at this path', { status: 404 });
