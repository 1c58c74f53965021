import { invalidAuthorizationDetails, invalidScope, spaceDelimited } from '@sandbank/oauth';
import type { RefreshContext } from '../contexts.js';
import type { Check } from '../rule.js';

type RefreshCheck = Check<RefreshContext>;

/**
 * The client may have lost a scope since the customer agreed. A request without scope means all that was granted: it is
 * refused and not narrowed, so that nobody takes the new token for the old one.
 */
export const scopeIsStillRegistered: RefreshCheck = ({ params, client, refreshToken }) => {
  const registered = spaceDelimited(client.scope);
  const meant = spaceDelimited(params['scope'] ?? refreshToken?.scope);
  const lost = meant.filter((scope) => !registered.includes(scope));
  if (lost.length === 0) return;
  throw invalidScope('the client is no longer registered for every scope of the grant', {
    expected: registered,
    received: lost,
  });
};

/** The same for types of authorization details; those that the request names are refused where they are read. */
export const detailTypesAreStillRegistered: RefreshCheck = ({ client, refreshToken }) => {
  const registered = client.authorization_details_types;
  const lost = refreshToken?.detailTypes.filter((type) => !registered.includes(type)) ?? [];
  if (lost.length === 0) return;
  throw invalidAuthorizationDetails(
    'the client is no longer registered for all authorization_details of the grant',
    { expected: registered, received: lost },
  );
};
