import type { OAuthErrorCode } from '@sandbank/oauth';
import {
  fapi2SecurityProfile,
  type DecisionContext,
  type NamedGrant,
  type PushContext,
} from '../../src/index.js';
import { params } from '../changes.js';
import { grantId } from '../parties.js';
import type { Refusal } from '../refusal.js';

const { grantConsentsMax } = fapi2SecurityProfile.limits;

const refused = (
  clause: string,
  what: string,
  changes: Readonly<Record<string, string | undefined>>,
  error: OAuthErrorCode = 'invalid_request',
): Refusal<PushContext> => ({ clause, what, error, change: params(changes) });

const grant =
  (changes: Partial<NamedGrant>) =>
  <Context extends { readonly grant: NamedGrant | undefined }>(valid: Context): Context => {
    if (valid.grant === undefined) throw new Error('a valid request names a grant');
    return { ...valid, grant: { ...valid.grant, ...changes } };
  };

const actions = [
  ...['query', 'revoke', 'update', 'CREATE', 'create merge', 'replace ', 'includes', '__proto__'],
].map((action) =>
  refused('GM-5.4-action', `grant_management_action "${action}"`, {
    grant_management_action: action,
  }),
);

/** What of Grant Management must not be pushed. */
export const grantManagementRefusals: readonly Refusal<PushContext>[] = [
  ...['grant_management_query', 'grant_management_revoke', 'openid grant_management_query'].map(
    (scope): Refusal<PushContext> => ({
      clause: 'GM-6.1',
      what: `scope ${scope}, which no customer can give`,
      error: 'invalid_scope',
      change: (valid) => ({
        ...params({ scope })(valid),
        client: { ...valid.client, scope: `${valid.client.scope} ${scope}` },
      }),
    }),
  ),
  {
    clause: 'GM-5.4-required',
    what: 'no action where one is required',
    error: 'invalid_request',
    change: (valid) => ({
      ...params({ grant_management_action: undefined, grant_id: undefined })(valid),
      limits: { ...valid.limits, grantManagementActionRequired: true },
    }),
  },
  ...actions,
  refused('GM-5.2', 'a grant_id without an action', { grant_management_action: undefined }),
  refused('GM-5.2', 'a grant_id with create', { grant_management_action: 'create' }),
  refused('GM-5.2', 'merge without a grant_id', { grant_id: undefined }),
  refused('GM-5.2', 'replace without a grant_id', {
    grant_management_action: 'replace',
    grant_id: undefined,
  }),
  {
    clause: 'GM-5.4',
    what: 'a grant_id that names none',
    error: 'invalid_grant_id',
    change: (valid) => ({ ...valid, grant: undefined }),
  },
  {
    clause: 'GM-5.4',
    what: 'the grant_id of another client',
    error: 'invalid_grant_id',
    change: grant({ clientId: 'client-other' }),
  },
  {
    clause: 'GM-5.4',
    what: 'the grant_id of a grant that has ended',
    error: 'invalid_grant_id',
    change: grant({ active: false }),
  },
  {
    clause: 'GM-5.2-limit',
    what: 'merge into a grant that is full',
    error: 'invalid_request',
    change: grant({ livingConsents: grantConsentsMax }),
  },
];

/** What of it ends a decision. */
export const grantDecisionRefusals: readonly Refusal<DecisionContext>[] = [
  {
    clause: 'GM-5.4',
    what: 'a grant that has ended since the push',
    error: 'invalid_grant_id',
    change: grant({ active: false }),
  },
  {
    clause: 'GM-5.4',
    what: 'a grant that is not there any more',
    error: 'invalid_grant_id',
    change: (valid) => ({ ...valid, grant: undefined }),
  },
  {
    clause: 'GM-5.4-customer',
    what: 'the grant of another customer than the one who signed in',
    error: 'invalid_grant_id',
    change: grant({ customerId: grantId }),
  },
];
