import { hopTitle } from '../flow/hop-wording.js';
import type { HopKind } from '../flow/hop.js';
import type { Exchange } from '../records/recorded.js';

/** What a recorded exchange is for, in the words of the flow view. */
export interface ExchangeWording {
  readonly kind: HopKind;
  readonly title: string;
}

const endpoints: Readonly<Record<string, ExchangeWording>> = {
  pushed_authorization_request: { kind: 'push', title: 'Push the authorization request' },
  authorization: { kind: 'authorize', title: 'Send the customer to the bank' },
  introspection: { kind: 'other', title: 'Ask about a token' },
  revocation: { kind: 'revoke', title: 'Revoke a token' },
  userinfo: { kind: 'userinfo', title: 'Ask who signed in' },
  registration: { kind: 'other', title: 'Register the client' },
  rejections: { kind: 'other', title: 'Read why requests were refused' },
  jwks: { kind: 'keys', title: 'Fetch the bank’s public keys' },
};

const calls: Readonly<Record<string, string>> = {
  'GET registration': 'Read the registration',
  'PUT registration': 'Replace the registration',
  'DELETE registration': 'Delete the registration',
};

/** By the last word of a page’s path, asked for and sent. */
const pages: Readonly<Record<string, readonly [GET: string, POST: string]>> = {
  login: ['The customer is asked to sign in', 'The customer signs in'],
  code: ['The customer is asked for the code', 'The customer enters the code'],
  consent: ['The customer reads what is asked', 'The customer decides'],
  cancel: ['The customer turns back', 'The customer turns back'],
};

const tokenTitles: Readonly<Record<string, ExchangeWording>> = {
  authorization_code: { kind: 'token', title: 'Exchange the code for tokens' },
  refresh_token: { kind: 'refresh', title: 'Refresh the access token' },
  client_credentials: { kind: 'token', title: 'Get a token of the client itself' },
};

/** The kind and the title of an exchange; `path` and `grantType` are known once it is laid open. */
export function exchangeWording(
  exchange: Pick<Exchange, 'server' | 'lane' | 'method' | 'endpoint'>,
  known: { readonly path?: string; readonly grantType?: string | undefined } = {},
): ExchangeWording {
  const { server, lane, method, endpoint } = exchange;
  if (endpoint === 'token') {
    const named = tokenTitles[known.grantType ?? ''];
    return named ?? { kind: 'token', title: 'Ask for tokens' };
  }
  const base = endpoint.split('/')[0] ?? endpoint;
  const named = endpoints[endpoint] ?? endpoints[base];
  if (named !== undefined && (base === endpoint || base === 'registration')) {
    return { ...named, title: calls[`${method} ${base}`] ?? named.title };
  }
  if (lane === 'browser') {
    const words = pages[endpoint.split('/').at(-1) ?? ''];
    const title = words?.[method === 'POST' ? 1 : 0] ?? 'A page of the bank';
    return { kind: 'page', title };
  }
  if (base === 'grants') {
    return method === 'DELETE'
      ? { kind: 'revoke', title: 'Revoke the grant' }
      : { kind: 'other', title: 'Ask about the grant' };
  }
  if (server === 'resource-server') return { kind: 'resource', title: resourceTitle(exchange) };
  return { kind: 'other', title: `${method} ${endpoint}` };
}

const resourceTitle = ({ method, endpoint }: Pick<Exchange, 'method' | 'endpoint'>): string => {
  const title = hopTitle('resource', `https://api.example/${endpoint}`);
  if (method === 'GET') return title === 'Read account data' ? `Read ${lastWord(endpoint)}` : title;
  return `${method === 'DELETE' ? 'End' : 'Order'}: ${lastWord(endpoint)}`;
};

const lastWord = (endpoint: string): string =>
  endpoint
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .at(-1)
    ?.replaceAll('-', ' ') ?? endpoint;
