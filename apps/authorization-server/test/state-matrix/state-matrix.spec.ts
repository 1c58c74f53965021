import { RouteTable } from '@sandbank/platform';
import type { FapiClient, HttpsAnswer } from '@sandbank/testing';
import { resourceServerClient } from '../further-clients.js';
import * as grants from '../grant-management/grant-clients.js';
import { startServer, type RunningServer } from '../running-server.js';
import { stateNames, states, thaw, type StateName, type Subject } from './states.js';

let server: RunningServer;
let client: FapiClient;
let api: FapiClient;

beforeAll(async () => {
  server = await startServer();
  client = await grants.grantClient(server, 'client-states');
  api = await resourceServerClient(server);
});
afterAll(() => server.stop());

type Outcome = readonly [status: number, error?: string | undefined];

interface Held extends Subject {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** A token of the client's own for its grants, from before the change. */
  readonly own: string;
}

const wanted = grants.asking(grants.basics, { scope: 'openid accounts' });

async function held(): Promise<Held> {
  const journey = await grants.journey(client, wanted);
  return {
    ...{ server, client, grantId: grants.grantIdOf(journey) },
    consentId: grants.detailsOf(journey.tokens)[0]!.ConsentId,
    ...{ accessToken: journey.accessToken, refreshToken: journey.refreshToken! },
    own: await grants.ownToken(client, 'grant_management_query grant_management_revoke'),
  };
}

const errorOf = (answer: HttpsAnswer): string | undefined =>
  /error="([a-z_]+)"/.exec(answer.header('www-authenticate') ?? '')?.[1] ??
  (answer.body.startsWith('{"error"') ? String(answer.json()['error']) : undefined);

const outcomeOf = (answer: HttpsAnswer): Outcome => {
  if (answer.status === 401 && errorOf(answer) !== 'invalid_client')
    expect(answer.header('www-authenticate')).toMatch(/^DPoP error=.* resource_metadata=/);
  expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
  return [answer.status, errorOf(answer)];
};

/** Every endpoint that takes a token, a grant or a code, and how it is called. */
const endpoints: Readonly<Record<string, (held: Held) => Promise<HttpsAnswer>>> = {
  'GET /:bank/userinfo': ({ accessToken }) => client.call(`${server.issuer}/userinfo`, accessToken),
  'POST /:bank/userinfo': ({ accessToken }) =>
    client.call(`${server.issuer}/userinfo`, accessToken, { method: 'POST' }),
  'POST /:bank/introspect': ({ accessToken }) => api.introspect(accessToken),
  'GET /:bank/grants/:grantId': ({ grantId, own }) =>
    client.call(grants.grantUrl(server, grantId), own),
  'POST /:bank/token': ({ refreshToken }) => client.refresh(refreshToken),
  'DELETE /:bank/grants/:grantId': ({ grantId, own }) =>
    client.call(grants.grantUrl(server, grantId), own, { method: 'DELETE' }),
  'POST /:bank/revoke': ({ accessToken }) => client.revoke(accessToken),
};

/** Endpoints where none of these matters: pages, documents, registrations, and what a client asks before it holds anything. */
const elsewhere =
  /^\w+ (\/assets\/|\/healthz|\/\.well-known\/|\/schemas\/|\/:bank\/(\.well-known|jwks|par|register|rejections|authorize|interaction|dashboard)(\/|$))/;

it('every endpoint is in this matrix, or has nothing to do with it', () => {
  const routes = server.service(RouteTable).list();
  const open = routes.filter((route) => !elsewhere.test(route));
  expect(open).toEqual(Object.keys(endpoints).sort());
});

const ok: Outcome = [200, undefined];
const ended: Outcome = [401, 'invalid_token'];
const suspended: Outcome = [403, 'insufficient_user_authentication'];
const invalidGrant: Outcome = [400, 'invalid_grant'];
const noGrant: Outcome = [404, 'invalid_grant_id'];
const frozen: Outcome = [401, 'invalid_client'];
const deleted: Outcome = [204, undefined];

interface Expected {
  readonly userinfo: Outcome;
  readonly active: boolean;
  readonly refresh: Outcome;
  readonly redeem: Outcome;
  readonly grant: readonly [query: Outcome, revoke: Outcome];
  readonly revoke?: Outcome;
}

const lives: Expected = {
  ...{ userinfo: ok, active: true, refresh: ok, redeem: ok, grant: [ok, deleted] },
};
/** The consent is out of force, the grant that held it is there still. */
const consentEnded = { ...lives, userinfo: ended, active: false, refresh: invalidGrant };
const grantEnded: Expected = { ...consentEnded, redeem: invalidGrant, grant: [noGrant, noGrant] };
const noCode = { redeem: invalidGrant };

const expected: Readonly<Record<StateName, Expected>> = {
  AUTHORISED: lives,
  SUSPENDED: { ...consentEnded, ...noCode, userinfo: suspended },
  REVOKED: { ...consentEnded, ...noCode },
  EXPIRED: { ...consentEnded, ...noCode },
  // What a used consent is still good for, its own endpoint knows.
  CONSUMED: { ...lives, ...noCode, refresh: invalidGrant },
  'expired by the clock': { ...consentEnded, ...noCode },
  'not authenticated again in time': { ...consentEnded, ...noCode, userinfo: suspended },
  'grant REVOKED': grantEnded,
  'grant EXPIRED': grantEnded,
  'grant expired by the clock': grantEnded,
  'access token revoked': { ...lives, userinfo: ended, active: false },
  'refresh token revoked': grantEnded,
  'access token expired': {
    ...{ ...lives, userinfo: ended, active: false, grant: [ended, ended] },
    ...noCode,
  },
  'client frozen': {
    ...{ ...grantEnded, grant: [ended, ended] },
    ...{ refresh: frozen, redeem: frozen, revoke: frozen },
  },
};

describe.each(stateNames)('%s', (state) => {
  const wants = expected[state];

  it('at every endpoint that takes what came of it (SP-5.3.4-3, RFC 7662 2.2, RFC 6749 5.2)', async () => {
    const given = await held();
    await states[state](given);
    const seen: Record<string, Outcome> = {};
    let active: unknown;
    for (const [endpoint, call] of Object.entries(endpoints)) {
      const answer = await call(given);
      seen[endpoint] = outcomeOf(answer);
      if (endpoint.endsWith('introspect')) ({ active } = answer.json());
    }
    await thaw(given);
    expect({ ...seen, active }).toEqual({
      'GET /:bank/userinfo': wants.userinfo,
      'POST /:bank/userinfo': wants.userinfo,
      'POST /:bank/introspect': ok,
      'GET /:bank/grants/:grantId': wants.grant[0],
      'POST /:bank/token': wants.refresh,
      'DELETE /:bank/grants/:grantId': wants.grant[1],
      'POST /:bank/revoke': wants.revoke ?? ok,
      active: wants.active,
    });
  });

  it('for a code that nobody redeemed yet (RFC 6749 5.2)', async () => {
    // So that it is the last that was agreed to.
    server.clock.advance(1);
    const question = await grants.asked(server, client, wanted);
    const code = await grants.approved(client, question);
    const [row] = await server.database.query<{ consent_id: string; grant_id: string }>(
      'SELECT consent_id, grant_id FROM consent.consent ORDER BY changed_at DESC LIMIT 1',
    );
    const { consent_id: consentId, grant_id: grantId } = row!;
    const nothing = { accessToken: undefined, refreshToken: undefined };
    const subject = { server, client, grantId, consentId, ...nothing };
    await states[state](subject);
    const answer = await client.redeem(code, question.pushed.codeVerifier);
    await thaw(subject);
    const isOfTokens = state.endsWith('token revoked');
    expect(outcomeOf(answer)).toEqual(isOfTokens ? ok : wants.redeem);
  });
});
