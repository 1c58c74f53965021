import { completeJourney, type FapiClient, type HttpsAnswer } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { maya, startServer, type RunningServer } from './running-server.js';

describe('resource (RFC 8707)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let api: string;
  let userInfo: string;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    api = server.resourceBase;
    userInfo = `${server.issuer}/userinfo`;
  });
  afterAll(() => server.stop());

  const journey = (resource: string | readonly string[] | undefined) =>
    completeJourney(client, maya, { push: { parameters: { resource } } });
  const audience = (token: unknown) => decodeJwt(String(token)).aud;
  const audienceIn = (answer: HttpsAnswer) => audience(answer.json()['access_token']);
  const errorIn = (answer: HttpsAnswer) => ({
    status: answer.status,
    error: answer.json()['error'],
  });
  const invalidTarget = { status: 400, error: 'invalid_target' };

  it('without any, tokens are for the bank’s API, which UserInfo takes as well (RFC 9068 3)', async () => {
    const { accessToken, refreshToken } = await journey(undefined);
    expect(audience(accessToken)).toBe(api);
    expect(audienceIn(await client.refresh(refreshToken!))).toBe(api);
    expect(audienceIn(await client.clientCredentials('accounts'))).toBe(api);
    expect((await client.call(userInfo, accessToken)).status).toBe(200);
  });

  it('of the authorization request is kept for every token that comes of it', async () => {
    const one = await journey(userInfo);
    expect(audience(one.accessToken)).toBe(userInfo);
    expect(audienceIn(await client.refresh(one.refreshToken!))).toBe(userInfo);
    expect((await client.call(userInfo, one.accessToken)).status).toBe(200);
    const both = await journey([api, userInfo]);
    expect(audience(both.accessToken)).toEqual([api, userInfo]);
  });

  it('of a token request narrows that token, and no other (RFC 8707 2.2)', async () => {
    const { refreshToken } = await journey([api, userInfo]);
    const narrowed = { parameters: { resource: api } };
    expect(audienceIn(await client.refresh(refreshToken!, narrowed))).toBe(api);
    expect(audienceIn(await client.refresh(refreshToken!))).toEqual([api, userInfo]);
  });

  it('never widens: another than the authorization request named is refused', async () => {
    const { refreshToken } = await journey(userInfo);
    const wider = await client.refresh(refreshToken!, { parameters: { resource: api } });
    expect(errorIn(wider)).toEqual(invalidTarget);
    expect((await client.refresh(refreshToken!)).status).toBe(200);
  });

  it.each([
    ['of a stranger', 'https://stranger.example/api'],
    ['with a fragment', () => `${api}#fragment`],
    ['that is no absolute URI', '/harbour/open-banking/v4.0'],
    ['below a served one', () => `${api}/aisp`],
    ['beside a served one', () => [api, 'https://stranger.example/api']],
  ])('%s is refused at every endpoint that takes one', async (_what, given) => {
    const resource = typeof given === 'function' ? given() : given;
    const parameters = { resource };
    const { refreshToken } = await journey(undefined);
    expect(errorIn((await client.push({ parameters })).answer)).toEqual(invalidTarget);
    expect(errorIn(await client.refresh(refreshToken!, { parameters }))).toEqual(invalidTarget);
    const own = await client.clientCredentials('accounts', { parameters });
    expect(errorIn(own)).toEqual(invalidTarget);
  });
});
