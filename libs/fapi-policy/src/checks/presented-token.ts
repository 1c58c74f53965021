import { invalidRequest, unauthorizedClient } from '@sandbank/oauth';
import type { PresentedTokenContext } from '../contexts.js';
import type { Check } from '../rule.js';

type PresentedTokenCheck = Check<PresentedTokenContext>;

/** Which kind of token it is shows in the token: a hint, right, wrong or unknown, changes nothing. */
export const tokenIsPresent: PresentedTokenCheck = ({ params }) => {
  if (params['token'] !== undefined) return;
  throw invalidRequest('token is required');
};

/** A client that could introspect would learn what a token it found is good for. */
export const callerIsAResourceServer: PresentedTokenCheck = ({ client }) => {
  if (client.resource !== undefined) return;
  throw unauthorizedClient('only registered resource servers may introspect tokens', {
    status: 403,
    expected: 'a client that is registered with a resource',
    received: client.client_id,
  });
};
