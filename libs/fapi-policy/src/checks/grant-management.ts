import { invalidGrantId, invalidRequest, invalidScope, spaceDelimited } from '@sandbank/oauth';
import type { DecisionContext, PushContext } from '../contexts.js';
import type { Check } from '../rule.js';

type PushCheck = Check<PushContext>;
type DecisionCheck = Check<DecisionContext>;

export const scopeIsNotOnlyTheClients =
  (...ofTheClient: readonly string[]): PushCheck =>
  ({ params }) => {
    const received = spaceDelimited(params['scope']).filter((one) => ofTheClient.includes(one));
    if (received.length === 0) return;
    throw invalidScope('scope names what no customer can give: ask with client_credentials', {
      expected: 'the scopes of a customer',
      received,
    });
  };

export const actionIsGivenWhereRequired: PushCheck = ({ params, limits }) => {
  const isGiven = params['grant_management_action'] !== undefined;
  if (isGiven || !limits.grantManagementActionRequired) return;
  throw invalidRequest('grant_management_action is required');
};

export const actionIs =
  (...actions: readonly string[]): PushCheck =>
  ({ params }) => {
    const received = params['grant_management_action'];
    if (received === undefined || actions.includes(received)) return;
    throw invalidRequest('grant_management_action is not supported in a request', {
      expected: actions,
      received,
    });
  };

/** A new grant has no name yet, and one that exists is named. */
export const grantIdGoesWithTheAction: PushCheck = ({ params }) => {
  const { grant_management_action: action, grant_id: grantId } = params;
  if (action === undefined && grantId !== undefined) {
    throw invalidRequest('grant_id needs a grant_management_action', { expected: 'an action' });
  }
  if (action === 'create' && grantId !== undefined) {
    throw invalidRequest('a grant that is created has no grant_id yet', { received: grantId });
  }
  if (action !== undefined && action !== 'create' && grantId === undefined) {
    throw invalidRequest('grant_id is required for this grant_management_action', {
      received: action,
    });
  }
};

const notUsable = 'grant_id names no active grant of this client';

/** Why a grant cannot be used stays between server and developers: its name is no secret (GM-10). */
export const grantIsOfThisClient: PushCheck = ({ params, grant, client }) => {
  if (params['grant_id'] === undefined) return;
  if (grant?.clientId !== client.client_id) {
    throw invalidGrantId(notUsable, { received: params['grant_id'] });
  }
  if (!grant.active) throw invalidGrantId(notUsable, { received: 'a grant that has ended' });
};

/** Every token of a grant tells all that lives in it: there is an end to what fits. */
export const grantHasRoom: PushCheck = ({ params, grant, limits }) => {
  if (params['grant_management_action'] !== 'merge' || grant === undefined) return;
  if (grant.livingConsents < limits.grantConsentsMax) return;
  throw invalidRequest('the grant holds as many permissions as it may', {
    expected: `fewer than ${limits.grantConsentsMax}`,
    received: grant.livingConsents,
  });
};

/** It may have ended since the client pushed. */
export const grantIsStillActive: DecisionCheck = ({ params, grant }) => {
  if (params['grant_id'] === undefined || grant?.active === true) return;
  throw invalidGrantId(notUsable, { received: 'a grant that has ended' });
};

/** Nothing is shown of a grant to anybody but its owner. */
export const grantIsOfThisCustomer: DecisionCheck = ({ grant, signIn }) => {
  if (grant === undefined || signIn === undefined) return;
  if (grant.customerId === signIn.subject) return;
  throw invalidGrantId('the grant belongs to another customer');
};
