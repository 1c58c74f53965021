import type { FapiClient, HttpsAnswer, Journey } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { resourceServerClient } from '../further-clients.js';
import { accountIds, startServer, type RunningServer } from '../running-server.js';
import {
  accountAccess,
  approved,
  asked,
  asking,
  balances,
  basics,
  change,
  detailsOf,
  grantClient,
  grantIdOf,
  journey,
} from './grant-clients.js';

describe('authorization_details of a token request (RFC 9396 6)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let bankApi: FapiClient;
  let held: Journey;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
    bankApi = await resourceServerClient(server);
    const first = await journey(client, asking(balances, { scope: 'openid accounts' }));
    held = await journey(client, change('merge', grantIdOf(first), basics), (all) => [all[0]!]);
  });
  afterAll(() => server.stop());

  const narrowed = (details: readonly unknown[], parameters: Record<string, string> = {}) => ({
    parameters: { authorization_details: JSON.stringify(details), ...parameters },
  });
  const refresh = (details: readonly unknown[], parameters?: Record<string, string>) =>
    client.refresh(held.refreshToken!, narrowed(details, parameters));
  const inToken = (answer: HttpsAnswer) =>
    decodeJwt(String(answer.json()['access_token']))['authorization_details'];

  it('narrows one token to some of the permissions and accounts, in answer, token and introspection (RFC 9396 7, 9)', async () => {
    const [all] = detailsOf(held.tokens).filter(({ AccountIds }) => AccountIds.length > 1);
    const answer = await refresh([
      { ...basics, ConsentId: all?.ConsentId, AccountIds: [accountIds[1]] },
    ]);
    expect(answer.status).toBe(200);
    const expected = [{ ...basics, ConsentId: all?.ConsentId, AccountIds: [accountIds[1]] }];
    expect(detailsOf(answer.json())).toMatchObject(expected);
    expect(inToken(answer)).toEqual(answer.json()['authorization_details']);
    const told = await bankApi.introspect(String(answer.json()['access_token']));
    expect(told.json()['authorization_details']).toEqual(answer.json()['authorization_details']);
    // The next token stands for all of it again: a token is narrowed, never the grant.
    const whole = await client.refresh(held.refreshToken!);
    expect(whole.json()['authorization_details']).toEqual(held.tokens['authorization_details']);
  });

  it.each([
    ['another permission', () => [accountAccess('ReadAccountsBasic', 'ReadProducts')]],
    ['another account', () => [{ ...basics, AccountIds: ['acc-9'] }]],
    ['more entries than there are', () => [basics, basics, basics]],
    ['a consent that is not of the grant', () => [{ ...basics, ConsentId: crypto.randomUUID() }]],
    ['a type of which the grant has none', () => [{ type: 'urn:sandbank:domestic-payment:v1' }]],
    ['an unknown type', () => [{ type: 'urn:none' }]],
    ['an unknown field', () => [{ ...basics, extra: true }]],
    ['no entry', () => []],
  ])('refuses %s, and leaves grant and refresh token as they were (RFC 9396 6)', async (_, ask) => {
    const answer = await refresh(ask());
    expect(answer.status).toBe(400);
    expect(answer.json()['error']).toBe('invalid_authorization_details');
    const whole = await client.refresh(held.refreshToken!);
    expect(whole.json()['authorization_details']).toEqual(held.tokens['authorization_details']);
  });

  it('refuses what is no list (RFC 9396 6)', async () => {
    for (const authorization_details of ['{}', '[', 'null', '"x"', '[null]']) {
      const answer = await client.refresh(held.refreshToken!, {
        parameters: { authorization_details },
      });
      expect(answer.json()['error']).toBe('invalid_authorization_details');
    }
  });

  it('narrows the tokens of a code, and a code that was asked too much of is not used up (RFC 9396 6)', async () => {
    const question = await asked(server, client, asking(balances));
    const code = await approved(client, question);
    const { codeVerifier } = question.pushed;
    const wide = narrowed([accountAccess('ReadAccountsBasic', 'ReadProducts')]);
    const refused = await client.redeem(code, codeVerifier, wide);
    expect(refused.json()['error']).toBe('invalid_authorization_details');
    const answer = await client.redeem(code, codeVerifier, narrowed([basics]));
    expect(detailsOf(answer.json())).toMatchObject([basics]);
    expect(inToken(answer)).toEqual(answer.json()['authorization_details']);
    const whole = await client.refresh(String(answer.json()['refresh_token']));
    expect(detailsOf(whole.json())).toMatchObject([balances]);
  });

  it('leaves out the details whose scope is not asked for, unless they are (RFC 6749 6)', async () => {
    const scope = { parameters: { scope: 'openid' } };
    const identity = await client.refresh(held.refreshToken!, scope);
    expect(identity.json()).not.toHaveProperty('authorization_details');
    expect(inToken(identity)).toBeUndefined();
    expect(identity.json()['scope']).toBe('openid');
    const spaced = await client.refresh(held.refreshToken!, {
      parameters: { scope: ' openid  openid' },
    });
    expect(spaced.json()['scope']).toBe('openid');
    const both = await refresh([basics], { scope: 'openid' });
    expect(detailsOf(both.json())).toMatchObject([basics]);
  });

  it('tells a token for UserInfo alone nothing of the API (RFC 9396 9)', async () => {
    const resource = `${server.issuer}/userinfo`;
    const answer = await client.refresh(held.refreshToken!, { parameters: { resource } });
    expect(decodeJwt(String(answer.json()['access_token'])).aud).toBe(resource);
    expect(answer.json()).not.toHaveProperty('authorization_details');
    expect(inToken(answer)).toBeUndefined();
    const resources = { parameters: { resource: [resource, server.resourceBase] } };
    const both = await client.refresh(held.refreshToken!, resources);
    expect(both.json()['authorization_details']).toEqual(held.tokens['authorization_details']);
  });

  it('has no place in a token of the client’s own (RFC 9396 6)', async () => {
    const answer = await client.clientCredentials('accounts', narrowed([basics]));
    expect(answer.json()['error']).toBe('invalid_authorization_details');
  });
});

describe('a refresh token', () => {
  const day = 86_400;
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await grantClient(server, 'client-grants');
  });
  afterAll(() => server.stop());

  it('lives on while it is used, and ends after 30 days without (RFC 9700 4.14.2)', async () => {
    const { refreshToken = '' } = await journey(client, asking(basics));
    server.clock.advance(30 * day - 1);
    expect((await client.refresh(refreshToken)).status).toBe(200);
    server.clock.advance(30 * day);
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
    // The refusal was no use of it.
    server.clock.advance(60);
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });

  it('ends after 90 days, however often it is used', async () => {
    const { refreshToken = '' } = await journey(client, asking(basics));
    for (let ten = 1; ten < 9; ten += 1) {
      server.clock.advance(10 * day);
      expect((await client.refresh(refreshToken)).status).toBe(200);
    }
    server.clock.advance(10 * day);
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });

  it('is worth nothing once every consent of its grant has ended', async () => {
    const { refreshToken = '', tokens } = await journey(client, asking(basics));
    await server.database.query(
      `UPDATE consent.consent SET status = 'REVOKED', changed_at = $2, changed_by = 'operator:x'
       WHERE consent_id = $1`,
      [detailsOf(tokens)[0]?.ConsentId, server.clock.now()],
    );
    expect((await client.refresh(refreshToken)).json()['error']).toBe('invalid_grant');
  });

  it('stands for the rest when one consent of several has ended', async () => {
    const first = await journey(client, asking(basics));
    const { refreshToken = '' } = await journey(client, change('merge', grantIdOf(first)));
    await server.database.query(
      `UPDATE consent.consent SET status = 'REVOKED', changed_at = $2, changed_by = 'operator:x'
       WHERE consent_id = $1`,
      [detailsOf(first.tokens)[0]?.ConsentId, server.clock.now()],
    );
    expect(detailsOf((await client.refresh(refreshToken)).json())).toMatchObject([balances]);
  });
});
