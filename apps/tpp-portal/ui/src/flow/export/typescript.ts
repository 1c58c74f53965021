import type { Hop } from '../../api/types.js';

const literal = (value: unknown): string => JSON.stringify(value);

const objectOf = (entries: readonly (readonly [string, string])[], indent: string): string =>
  entries.length === 0
    ? '{}'
    : `{\n${entries.map(([name, value]) => `${indent}  ${literal(name)}: ${literal(value)},\n`).join('')}${indent}}`;

const isForm = (hop: Pick<Hop, 'request'>): boolean =>
  hop.request.body?.mediaType === 'application/x-www-form-urlencoded';

/** One request as a call of fetch; what is masked must be put in before it runs. */
export function fetchOf({ request }: Pick<Hop, 'request'>): string {
  const body = isForm({ request })
    ? `  body: new URLSearchParams(${literal(request.body?.text ?? '')}),\n`
    : request.body === undefined
      ? ''
      : `  body: ${literal(request.body.text)},\n`;
  const headers = request.headers.filter(([name]) => !['host', 'content-length'].includes(name));
  return `const response = await fetch(${literal(request.url)}, {
  method: ${literal(request.method)},
  headers: ${objectOf(headers, '  ')},
${body}});
console.log(response.status, await response.text());
`;
}

/** What the client adds itself: it is made anew for each run. */
const madeAnew = new Set([
  ...['client_assertion', 'client_assertion_type', 'client_id', 'code_challenge'],
  ...['code_challenge_method', 'nonce', 'state', 'dpop_jkt', 'response_type', 'redirect_uri'],
]);

/** The whole journey as a script with openid-client, with the wishes of the recorded pushed request. */
export function journeyScript(hops: readonly Hop[]): string | undefined {
  const push = hops.find(({ kind, request }) => kind === 'push' && request.body !== undefined);
  if (push === undefined) return undefined;
  const wishes = new URLSearchParams(push.request.body?.text);
  // A name that is no word was masked by who recorded it, and would not be one here either.
  const wished = [...wishes].filter(([name]) => /^\w+$/.test(name) && !madeAnew.has(name));
  const issuer = push.request.url.replace(/\/par$/, '');
  const isMutualTls = !wishes.has('client_assertion');
  const isDpop = hops.some(({ request }) => request.headers.some(([name]) => name === 'dpop'));
  const clientId = wishes.get('client_id') ?? issuerOfAssertion(push) ?? 'your client_id';
  const call = hops.find(({ kind, request }) => kind === 'resource' && request.method === 'GET');
  const dpop = isDpop ? ', { DPoP: dpop }' : '';
  return `// npm install openid-client@6 jose — a journey like the recorded one, with your own key.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { importJWK } from 'jose';
import * as client from 'openid-client';

const jwk = JSON.parse(readFileSync('private-key.jwk.json', 'utf8'));
const key = await importJWK(jwk, jwk.alg ?? 'ES256');
const redirectUri = ${literal(wishes.get('redirect_uri') ?? 'your redirect URI')};

const config = await client.discovery(
  new URL(${literal(issuer)}),
  ${literal(clientId)},
  undefined,
  ${isMutualTls ? 'client.TlsClientAuth(), // with your certificate in the fetch you use' : 'client.PrivateKeyJwt({ key, kid: jwk.kid }),'}
);
${
  isDpop
    ? `const dpop = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));\n`
    : ''
}
const codeVerifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();

const authorizationUrl = await client.buildAuthorizationUrlWithPAR(config, {
  redirect_uri: redirectUri,
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: 'S256',
  state,
  nonce,
${wished.map(([name, value]) => `  ${name}: ${literal(value)},\n`).join('')}}${dpop});

console.log('Open', authorizationUrl.href);
const input = createInterface({ input: process.stdin, output: process.stdout });
const callback = new URL(await input.question('Paste the address you came back to: '));
input.close();

const tokens = await client.authorizationCodeGrant(
  config,
  callback,
  { pkceCodeVerifier: codeVerifier, expectedState: state, expectedNonce: nonce },
  undefined,
  ${isDpop ? '{ DPoP: dpop }' : 'undefined'},
);
console.log(tokens);
${
  call === undefined
    ? ''
    : `
const answer = await client.fetchProtectedResource(
  config,
  tokens.access_token,
  new URL(${literal(call.request.url)}),
  'GET',
  undefined,
  undefined,
  ${isDpop ? '{ DPoP: dpop }' : 'undefined'},
);
console.log(answer.status, await answer.text());
`
}`;
}

const issuerOfAssertion = (push: Hop): string | undefined => {
  const issuer = push.jwts.find(({ where }) => where === 'Client assertion')?.payload['iss'];
  return typeof issuer === 'string' ? issuer : undefined;
};
