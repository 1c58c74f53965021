import { fapi2SecurityProfile, type PushContext } from '../../src/index.js';
import { params, redirectedTo } from '../changes.js';
import type { Acceptance } from '../refusal.js';
import { openidAcceptances } from './openid.js';

const { stateLengthMax, nonceLengthMax } = fapi2SecurityProfile.limits;

export const pushAcceptances: readonly Acceptance<PushContext>[] = [
  { what: 'no state and no nonce', change: params({ state: undefined, nonce: undefined }) },
  { what: 'a nonce of 64 characters (SP-5.3.2.2-14)', change: params({ nonce: 'n'.repeat(64) }) },
  { what: 'a nonce at the limit', change: params({ nonce: 'n'.repeat(nonceLengthMax) }) },
  { what: 'a state of 1001 characters', change: params({ state: 's'.repeat(1001) }) },
  { what: 'a state at the limit', change: params({ state: 's'.repeat(stateLengthMax) }) },
  { what: 'a state with every kind of character', change: params({ state: '{"a":"é ✓%00"}\n' }) },
  { what: 'scope in another order', change: params({ scope: 'accounts openid' }) },
  { what: 'a scope named twice', change: params({ scope: 'accounts accounts openid' }) },
  {
    what: 'details without scope',
    change: params({ scope: undefined, authorization_details: '[]' }),
  },
  {
    what: 'nothing about grants (GM-7.1)',
    change: (valid) => ({
      ...params({ grant_management_action: undefined, grant_id: undefined })(valid),
      grant: undefined,
    }),
  },
  {
    what: 'a new grant (GM-5.2)',
    change: (valid) => ({
      ...params({ grant_management_action: 'create', grant_id: undefined })(valid),
      grant: undefined,
    }),
  },
  {
    what: 'replace of a grant that is full (GM-5.2)',
    change: (valid) => ({
      ...params({ grant_management_action: 'replace' })(valid),
      grant: valid.grant && { ...valid.grant, livingConsents: 99 },
    }),
  },
  {
    what: 'an action where one is required (GM-7.1)',
    change: (valid) => ({
      ...valid,
      limits: { ...valid.limits, grantManagementActionRequired: true },
    }),
  },
  { what: 'no response_mode', change: params({ response_mode: undefined }) },
  {
    what: 'no prompt, max_age or resource',
    change: params({ prompt: undefined, max_age: undefined, resource: undefined }),
  },
  ...openidAcceptances,
  {
    what: 'a resource that was sent again (RFC 8707 2)',
    change: (valid) =>
      params({ resource: valid.resources.concat(valid.resources).join(' ') })(valid),
  },
  { what: 'parameters that nobody knows', change: params({ toString: 'x', ui: 'y' }) },
  { what: 'dpop_jkt without a proof', change: (valid) => ({ ...valid, proof: undefined }) },
  { what: 'a proof without dpop_jkt', change: params({ dpop_jkt: undefined }) },
  {
    what: 'neither proof nor dpop_jkt: the key may come with the code',
    change: (valid) => ({ ...params({ dpop_jkt: undefined })(valid), proof: undefined }),
  },
  {
    what: 'no client_id: the assertion has named the client',
    change: params({ client_id: undefined }),
  },
  ...['http://127.0.0.1/native', 'http://127.0.0.1:51004/native'].map((uri) => ({
    what: `the loopback redirect_uri of a native app ${uri} (RFC 8252 7.3)`,
    change: params({ redirect_uri: uri }),
  })),
  ...['http://[::1]:8080/cb', 'http://127.0.0.1?x=1', 'https://app.example/cb?x=1'].map((uri) => ({
    what: `the registered redirect_uri ${uri}`,
    change: redirectedTo(uri),
  })),
];
