import type { Topic } from './topic.js';

/** What is asked, and how the customer is sent to the bank with it. */
export const authorizationRequest: readonly Topic[] = [
  {
    title: 'Pushed requests',
    clauses: /^(SP-5\.3\.2\.2-3|RFC9126|RFC9101-7$)/,
    why: 'What travels through a browser can be read and changed there. A pushed request goes from server to server, authenticated, and the browser carries a reference that is short-lived, good once, and bound to the client.',
    example: {
      of: 'what the browser carries',
      wrong: '/authorize?client_id=client-1&scope=openid&redirect_uri=…&state=…',
      right:
        '/authorize?client_id=client-1\n  &request_uri=urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c',
    },
  },
  {
    title: 'PKCE',
    clauses: /^(SP-5\.3\.2\.2-5|RFC7636)/,
    why: 'A code can be stolen on its way back, or a foreign one slipped into your customer’s session. The challenge ties the code to the session that began: only who knows the verifier can redeem it.',
    example: {
      of: 'the pushed request, and the token request that follows',
      wrong: 'code_challenge=…&code_challenge_method=plain',
      right:
        'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM\n&code_challenge_method=S256\n\ncode_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    },
  },
  {
    title: 'Redirect URIs',
    clauses:
      /^(SP-5\.3\.2\.2-6|SP-5\.3\.2\.2-8|RFC9700-2\.1$|RFC6749-4\.1\.3-redirect|RFC6749-4\.1\.2\.1)/,
    why: 'The code goes where the redirect URI points. A comparison that forgave a path, a port or a slash would let an attacker bend it to a place of theirs; a bank therefore compares character by character and sends nobody to a place it does not know.',
    example: {
      of: 'registered: https://app.example/callback',
      wrong:
        'redirect_uri=https://app.example/callback/\nredirect_uri=https://app.example/callback?from=bank',
      right: 'redirect_uri=https://app.example/callback',
    },
  },
  {
    title: 'Response types and modes',
    clauses: /^(SP-5\.3\.2\.2-1|OIDC-3\.1\.2\.1-response-mode)$/,
    why: 'Other response types put tokens into the address bar, and with them into histories and logs. With code alone tokens go straight from server to server.',
    example: {
      of: 'response_type of the pushed request',
      wrong: 'response_type=code id_token    response_type=token',
      right: 'response_type=code',
    },
  },
  {
    title: 'Parameters, once and in bounds',
    clauses:
      /^(SP-5\.3\.2\.2-14|SP-5\.3\.2\.2-note-4|RFC6749-3\.1|OIDC-5\.5|OIDC-3\.1\.2\.1-(max-age|acr-values|login-hint|prompt))/,
    why: 'If a parameter stands twice, two programs on the way may each believe another one; if it may be of any length, it can be used to exhaust a server. What is plain and bounded is understood by all alike.',
    example: {
      of: 'the pushed form',
      wrong: 'scope=openid&scope=accounts&max_age=ten minutes',
      right: 'scope=openid%20accounts&max_age=600',
    },
  },
  {
    title: 'Scopes, details and resources',
    clauses:
      /^(RFC6749-3\.3|RFC6749-6-scope|RFC7591-2-scope|RFC9396|RFC8707|OIDC-3\.1\.2\.1$|RFC9700-2\.3)/,
    why: 'A token opens what was asked for, what the client may have and what the customer saw, and nothing else. What is misspelt or unknown is refused, because a guess could open more, or less, than the customer agreed to.',
    example: {
      of: 'authorization_details of the pushed request',
      wrong: '[{ "type": "accounts", "Permissions": "all" }]',
      right:
        '[{ "type": "account_access",\n   "consent": { "Permissions": ["ReadAccountsBasic", "ReadBalances"] } }]',
    },
  },
  {
    title: 'The browser that began',
    clauses: /^SP-6\.4/,
    why: 'An attacker can begin a journey and send the link to a victim, who then shares an account with the attacker’s session. A request therefore belongs to the first browser that opens it, and can be answered once.',
    example: {
      of: 'what an app does with the authorization URL',
      wrong: 'send it by mail; open it in a preview; open it in two browsers',
      right: 'redirect the customer’s own browser to it, at once',
    },
  },
];
