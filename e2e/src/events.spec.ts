import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FapiClient, newKey, publicJwk } from '@sandbank/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { approveAccess } from './isolation/holding.js';
import { carriedOut, command } from './sandbox/operator-command.js';
import { bank, sandbox } from './sandbox/sandbox.js';

// An app hears of what the bank does without it: nobody calls it, and it asks for nothing but to be told.
const description = sandbox();
const harbour = bank(description);
const ca = readFileSync(description.ca, 'utf8');
const on = ['--bank', harbour.slug];

interface Listed {
  readonly jti: string;
  readonly state: string;
  readonly last_failure: string | null;
}

let app: FapiClient;
let token: string;
let consentId: string;

const ask = (method: string, path: string, body?: object) =>
  app.call(`${harbour.resource_base}/${path}`, token, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
const eventsOf = async (answer: ReturnType<typeof ask>): Promise<[string, string][]> =>
  Object.entries((await answer).json<{ sets: Record<string, string> }>().sets);
const told = async (...words: string[]): Promise<Listed[]> => {
  const client = ['--client', app.options.clientId, '--json'];
  return (await carriedOut('event', 'list', ...on, ...client, ...words)).json<Listed[]>();
};

beforeAll(async () => {
  const [clientId, redirectUri] = [`client-${randomUUID()}`, 'https://events.example/callback'];
  const key = await newKey();
  const metadata = {
    ...{ client_id: clientId, client_name: 'Listener', redirect_uris: [redirectUri] },
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    ...{ token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256' },
    ...{ dpop_bound_access_tokens: true, jwks: { keys: [publicJwk(key)] } },
  };
  const added = await command(
    ['client', 'add', ...on, '--metadata', '-'],
    JSON.stringify(metadata),
  );
  expect([added.code, added.complaints]).toEqual([0, '']);
  app = await FapiClient.create({ issuer: harbour.issuer, clientId, redirectUri, ca, key });
  const own = (await app.clientCredentials('accounts')).json<{ access_token: string }>();
  token = own.access_token;
  const { name, username, password, code } = description.customers.find(
    ({ bank: slug }) => slug === harbour.slug,
  )!;
  const party = { bank: harbour.slug, tpp: clientId, app, resourceBase: harbour.resource_base };
  const customer = { name, username, password, code };
  const approved = await approveAccess({ ...party, customer });
  const { authorization_details: details } = (
    await app.redeem(approved.code, approved.pushed.codeVerifier)
  ).json<{ authorization_details: { ConsentId: string }[] }>();
  consentId = details[0]!.ConsentId;
}, 60_000);

it('an app that waits is told that its consent was revoked, and the bank tries to push it too', async () => {
  // The portal's own host takes no events: every push there is answered by a no.
  const CallbackUrl = `${description.portal}/event-notifications`;
  const subscribed = await ask('POST', 'event-subscriptions', {
    Data: { CallbackUrl, Version: '4.0' },
  });
  expect([subscribed.status, subscribed.body]).toEqual([201, expect.any(String)]);
  const waiting = eventsOf(ask('POST', 'events', { maxEvents: 5 }));
  await carriedOut('consent', 'revoke', consentId, ...on);
  // On a slow machine the wait may be over before the command is.
  const events = [...(await waiting), ...(await eventsOf(ask('POST', 'events', { maxEvents: 5 })))];
  const [[jti, event] = ['', '']] = events;
  const known = new URL(harbour.resource_base);
  known.pathname = `/.well-known/oauth-protected-resource${known.pathname}`;
  const metadata = (await (await fetch(known)).json()) as { resource: string; jwks_uri: string };
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
  const { payload } = await jwtVerify(event, keys, {
    ...{ issuer: metadata.resource, audience: app.options.clientId, typ: 'secevent+jwt' },
  });
  const link = `${harbour.resource_base}/aisp/account-access-consents/${consentId}`;
  expect(payload).toMatchObject({ jti, sub: link });
  const answer = await app.call(link, token);
  expect(answer.json<{ Data: { Status: string } }>().Data.Status).toBe('CANC');
  let [listed] = await told('--state', 'waiting');
  for (let patience = 0; listed?.last_failure == null && patience < 20; patience += 1) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    [listed] = await told('--state', 'waiting');
  }
  expect(listed).toMatchObject({ jti, last_failure: expect.stringMatching(/^status 4\d\d$/) });
  await ask('POST', 'events', { maxEvents: 0, ack: [jti] });
  expect(await told('--state', 'waiting')).toEqual([]);
  expect((await carriedOut('event', 'replay', ...on, '--jti', jti)).output).toBe(
    '1 event is sent again.\n',
  );
  expect(await told()).toHaveLength(1);
}, 60_000);

it('the keys that sign it are listed and succeeded by name', async () => {
  const order = ['key', 'rotate', ...on, '--purpose', 'event', '--json'];
  const [next] = (await carriedOut(...order)).json<{ kid: string; state: string }[]>();
  expect(next!.state).toBe('next');
  const keys = (await carriedOut('key', 'list', ...on, '--json')).json<
    { kid: string; purpose: string }[]
  >();
  expect(keys).toContainEqual(expect.objectContaining({ kid: next!.kid, purpose: 'event' }));
  expect(keys.some(({ purpose }) => purpose === 'access_token')).toBe(true);
});
