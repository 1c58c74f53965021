import type { Manners } from '../bank/manners.js';
import { drive } from '../drive.js';
import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

describe('a token endpoint’s answer', () => {
  it.each<[string, Manners]>([
    ['RFC9449-5-client of type Bearer', { tokenType: 'Bearer' }],
    ['of type MAC', { tokenType: 'mac' }],
    ['without token_type', { tokenAnswer: { token_type: undefined } }],
    ['without access_token', { tokenAnswer: { access_token: undefined } }],
    ['with an empty access_token', { tokenAnswer: { access_token: '' } }],
    ['with an access_token that is an object', { tokenAnswer: { access_token: {} } }],
    ['with an empty refresh_token', { tokenAnswer: { refresh_token: '' } }],
    ['with a text that is no number for expires_in', { tokenAnswer: { expires_in: 'soon' } }],
    ['with a negative expires_in', { tokenAnswer: { expires_in: -1 } }],
    ['without a word of what was granted', { tokenAnswer: { authorization_details: undefined } }],
    [
      'about another type of access',
      { tokenAnswer: { authorization_details: [{ type: 'other' }] } },
    ],
    [
      'with status 201',
      { token: { status: 201, json: { access_token: 'a', token_type: 'DPoP' } } },
    ],
    ['that is a list', { token: { status: 200, json: [] } }],
  ])('%s is thrown away, and no resource is called', async (_, manners) => {
    portal.bank.manners = manners;
    const { outcome, resourceCalls } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'failed' });
    expect(resourceCalls).toBe(0);
    expect(portal.bank.requestsTo('/userinfo')).toEqual([]);
  });

  it.each<[string, Manners]>([
    ['in capitals: DPOP', { tokenType: 'DPOP' }],
    ['in small letters: dpop', { tokenType: 'dpop' }],
    ['without expires_in', { tokenAnswer: { expires_in: undefined } }],
    ['without a refresh token', { tokenAnswer: { refresh_token: undefined } }],
    ['with members nobody knows', { tokenAnswer: { x: 1 } }],
    [
      'RFC9068-6 with an access token that is no JWT',
      { accessToken: 'opaque.to-everybody~but/the+bank' },
    ],
    ['RFC9068-6 with one that looks expired', { accessTokenClaims: { exp: 1 } }],
    [
      'RFC9068-6 with one that speaks of another API',
      { accessTokenClaims: { aud: 'https://a.example' } },
    ],
    [
      'RFC9068-6 with one that names another key',
      { accessTokenClaims: { cnf: { jkt: 'another' } } },
    ],
  ])('%s is taken', async (_, manners) => {
    portal.bank.manners = manners;
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });

  it.each<[string, Manners]>([
    ['303', { token: { status: 303, headers: { location: 'https://localhost:1/token' } } }],
    ['307', { token: { status: 307, headers: { location: '/harbour/elsewhere' } } }],
    ['308', { token: { status: 308, headers: { location: '/harbour/elsewhere' } } }],
  ])('that redirects with %s is not followed', async (_, manners) => {
    portal.bank.manners = manners;
    const { outcome, resourceCalls } = await drive(portal);
    expect([outcome?.status, resourceCalls]).toEqual(['failed', 0]);
    expect(portal.bank.requestsTo('/elsewhere')).toEqual([]);
  });
});

describe('a refreshed answer', () => {
  const connected = async (): Promise<Browser> => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.clock.advance(301);
    portal.bank.requests.length = 0;
    return browser;
  };

  it.each<[string, Manners]>([
    ['OIDC-12.2 about another customer', { refreshedIdToken: { sub: 'somebody-else' } }],
    ['for another client', { refreshedIdToken: { aud: 'client-other' } }],
    ['of another issuer', { refreshedIdToken: { iss: 'https://attacker.example' } }],
    ['of type Bearer', { tokenType: 'Bearer' }],
    ['without access_token', { tokenAnswer: { access_token: undefined } }],
    ['that is no JSON', { refresh: { status: 200, text: 'ok' } }],
  ])('%s is thrown away, and no resource is called', async (_, manners) => {
    const browser = await connected();
    portal.bank.manners = manners;
    const answer = await browser.send('/api/banks/harbour/accounts');
    expect(answer.status).toBe(502);
    expect(portal.bank.requestsTo('/accounts')).toEqual([]);
  });

  it('about the same customer is taken', async () => {
    const browser = await connected();
    portal.bank.manners = { refreshedIdToken: {} };
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });

  it.each([
    ['a new refresh token, which is used next', false, 2],
    ['no refresh token: the old one is used again', true, 1],
  ])('SP-5.3.3.1-6 may bring %s', async (_, keepsRefreshTokens, different) => {
    portal.bank.manners = { keepsRefreshTokens };
    const browser = await connected();
    portal.bank.manners = { keepsRefreshTokens, refuseTokens: portal.bank.tokensIssued + 1 };
    portal.clock.advance(-301);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
    const sent = portal.bank
      .requestsTo('/token')
      .map(({ form }) => form.get('refresh_token'))
      .filter((token) => token !== null);
    expect(new Set(sent).size).toBe(different);
    portal.bank.manners = { keepsRefreshTokens };
    portal.clock.advance(600);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });

  it.each([
    'DPoP error="invalid_token"',
    'dpop realm="a", ERROR="invalid_token"',
    'Basic realm="x", DPoP error="invalid_token", algs="ES256"',
    'DPoP algs="ES256"',
  ])('is asked for when the API says %s', async (challenge) => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.bank.manners = {
      refuseTokens: portal.bank.tokensIssued,
      refusal: { status: 401, headers: { 'WWW-AUTHENTICATE': challenge } },
    };
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(200);
  });

  it.each([
    [401, 'DPoP error="invalid_dpop_proof"'],
    [403, 'DPoP error="insufficient_scope"'],
    [401, 'DPoP error="insufficient_user_authentication", acr_values="a"'],
  ])('is not asked for when the API says %s %s', async (status, challenge) => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.bank.requests.length = 0;
    portal.bank.manners = {
      refuseTokens: portal.bank.tokensIssued,
      refusal: { status, headers: { 'www-authenticate': challenge } },
    };
    const answer = await browser.send('/api/banks/harbour/accounts');
    expect(answer.json()).toMatchObject({ error: 'bank_refused' });
    expect(portal.bank.requestsTo('/token')).toEqual([]);
  });
});
