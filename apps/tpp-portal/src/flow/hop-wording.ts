import type { HopKind, Lane } from './hop.js';

interface Wording {
  readonly title: string;
  readonly from: Lane;
  readonly to: Lane;
}

/** Who speaks to whom in each kind of hop, and what for. */
export const hopWording: Readonly<Record<HopKind, Wording>> = {
  discovery: { title: 'Read the bank’s metadata', from: 'client', to: 'authorization-server' },
  keys: { title: 'Fetch the bank’s public keys', from: 'client', to: 'authorization-server' },
  push: { title: 'Push the authorization request', from: 'client', to: 'authorization-server' },
  authorize: {
    title: 'Send the customer to the bank',
    from: 'browser',
    to: 'authorization-server',
  },
  callback: { title: 'The customer comes back', from: 'browser', to: 'client' },
  token: { title: 'Exchange the code for tokens', from: 'client', to: 'authorization-server' },
  refresh: { title: 'Refresh the access token', from: 'client', to: 'authorization-server' },
  userinfo: { title: 'Ask who signed in', from: 'client', to: 'authorization-server' },
  'resource-metadata': {
    title: 'Read whom the API trusts',
    from: 'client',
    to: 'resource-server',
  },
  resource: { title: 'Read account data', from: 'client', to: 'resource-server' },
  revoke: { title: 'Revoke the permission', from: 'client', to: 'authorization-server' },
  page: { title: 'A page of the bank', from: 'browser', to: 'authorization-server' },
  other: { title: 'Call the bank', from: 'client', to: 'authorization-server' },
};

const resources: readonly (readonly [RegExp, string])[] = [
  [/\/accounts\/[^/]+\/balances$/, 'Read the balances of one account'],
  [/\/accounts\/[^/]+\/transactions$/, 'Read the transactions of one account'],
  [/\/accounts\/[^/]+$/, 'Read one account'],
  [/\/accounts$/, 'Read the shared accounts'],
  [/\/domestic-payments$/, 'Make the payment'],
  [/\/balances$/, 'Read the balances'],
  [/\/transactions$/, 'Read the transactions'],
];

/** The endpoints by which a call is told apart. */
export interface KnownEndpoints {
  readonly pushedAuthorizationRequest?: string | undefined;
  readonly token?: string | undefined;
  readonly userinfo?: string | undefined;
  readonly revocation?: string | undefined;
  readonly jwks?: string | undefined;
}

/** What a call of the client is for, from its address and form. */
export const hopKindOf = (
  url: string,
  form: URLSearchParams | undefined,
  endpoints: KnownEndpoints,
): HopKind => {
  if (url === endpoints.pushedAuthorizationRequest) return 'push';
  if (url === endpoints.token) {
    return form?.get('grant_type') === 'refresh_token' ? 'refresh' : 'token';
  }
  if (url === endpoints.jwks) return 'keys';
  if (url === endpoints.userinfo) return 'userinfo';
  if (url === endpoints.revocation) return 'revoke';
  if (/\/\.well-known\/oauth-protected-resource(\/|$)/.test(url)) return 'resource-metadata';
  if (/\/\.well-known\//.test(url)) return 'discovery';
  return 'resource';
};

/** The sentence of a hop. */
export const hopTitle = (kind: HopKind, url: string): string => {
  const { pathname } = new URL(url);
  const resource = kind === 'resource' && resources.find(([path]) => path.test(pathname));
  return resource ? resource[1] : hopWording[kind].title;
};
