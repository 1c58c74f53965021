import {
  authorizationResponse,
  BankVisitor,
  completeJourney,
  newKey,
  publicJwk,
  signedJwt,
  type FapiClient,
  type Page,
} from '@sandbank/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { maya, startServer, theo, type RunningServer } from './running-server.js';

const sca = 'urn:openbanking:psd2:sca';
const essential = (...values: string[]) =>
  JSON.stringify({ id_token: { acr: { essential: true, values } } });

describe('the parameters of OpenID Connect (OIDC-3.1.2.1)', () => {
  let server: RunningServer;
  let client: FapiClient;
  let visitor: BankVisitor;
  let state: string;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    server.clock.advance(1);
    visitor = new BankVisitor(server.tls.ca);
  });

  const arrive = async (parameters: Readonly<Record<string, string>>): Promise<Page> => {
    const pushed = await client.push({ parameters });
    expect(pushed.answer.status).toBe(201);
    state = pushed.state;
    return visitor.open(await client.authorizationUrl(pushed.requestUri));
  };
  const signIn = async (page: Page, who = maya): Promise<Page> => {
    const codePage = await visitor.press(page, 'login-submit', who);
    const [code = ''] = /\b\d{6}\b/.exec(codePage.answer.body) ?? [];
    return visitor.press(codePage, 'login-submit', { otp: code });
  };
  const expectSentBack = ({ url, answer }: Page, error: string): void => {
    expect(answer.status).toBe(303);
    expect(url.origin).toBe('https://app.example');
    const sent = Object.fromEntries(url.searchParams);
    expect(sent).toMatchObject({ error, state, iss: server.issuer });
  };
  const idTokenOf = async (parameters: Readonly<Record<string, string | undefined>>) => {
    const { tokens } = await completeJourney(client, maya, { push: { parameters } });
    return { compact: String(tokens['id_token']), tokens };
  };

  describe('prompt', () => {
    it.each(['login', 'consent', 'select_account', 'login consent select_account'])(
      '%s is what always happens',
      async (prompt) => {
        const page = await signIn(await arrive({ prompt }));
        const back = await visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });
        expect(back.url.searchParams.has('code')).toBe(true);
      },
    );

    it('none finds no session: login_required, with state and iss (OIDC-3.1.2.6)', async () => {
      expectSentBack(await arrive({ prompt: 'none' }), 'login_required');
    });
  });

  describe('acr (RFC9470-5)', () => {
    it('is reached and told when it is essential and known', async () => {
      const { compact, tokens } = await idTokenOf({ claims: essential('urn:other', sca) });
      expect(decodeJwt(compact)).toMatchObject({ acr: sca, amr: ['pwd', 'otp', 'mfa'] });
      expect(decodeJwt(String(tokens['access_token']))).toMatchObject({ acr: sca });
    });

    it('fails before the sign-in, and does not loop, when it is essential and never reached', async () => {
      const page = await arrive({ claims: essential('urn:never') });
      expectSentBack(page, 'unmet_authentication_requirements');
      expect(visitor.cookies.size).toBe(0);
    });

    it.each([
      ['acr_values', { acr_values: 'urn:never' }],
      ['claims', { claims: '{"id_token":{"acr":{"values":["urn:never"]}}}' }],
    ])('is a wish in %s: what is not known is ignored', async (_where, parameters) => {
      expect(decodeJwt((await idTokenOf(parameters)).compact)).toMatchObject({ acr: sca });
    });
  });

  describe('the ID token (OIDC-2)', () => {
    it('tells issuer, customer, client and times, under a kid, and nothing that was not asked', async () => {
      const { compact } = await idTokenOf({ nonce: undefined });
      expect(decodeProtectedHeader(compact).kid).toEqual(expect.any(String));
      expect(Object.keys(decodeJwt(compact)).sort()).toEqual(
        ['acr', 'amr', 'aud', 'exp', 'iat', 'iss', 'sub'].sort(),
      );
    });

    it.each([
      ['max_age', { max_age: '300' }],
      ['claims, essential', { claims: '{"id_token":{"auth_time":{"essential":true}}}' }],
      ['claims, as a wish', { claims: '{"id_token":{"auth_time":null}}' }],
    ])('tells auth_time when %s asks for it', async (_what, parameters) => {
      const { compact } = await idTokenOf(parameters);
      expect(decodeJwt(compact)['auth_time']).toBe(server.clock.nowSeconds());
    });

    it('tells auth_time to a client with a default_max_age', async () => {
      await server.database.query(
        `UPDATE authorization_server.client SET metadata = metadata || '{"default_max_age": 60}'
         WHERE client_id = 'client-two'`,
      );
      const other = await server.client('client-two');
      const { tokens } = await completeJourney(other, maya);
      expect(decodeJwt(String(tokens['id_token']))).toHaveProperty('auth_time');
    });

    it.each(['n'.repeat(64), 'n'.repeat(512), 'é✓😀‮"\\\n&=+%00'])(
      'echoes the nonce as it was sent (SP-5.3.2.2-14)',
      async (nonce) => {
        expect(decodeJwt((await idTokenOf({ nonce })).compact)['nonce']).toBe(nonce);
      },
    );
  });

  describe('max_age (OIDC-3.1.2.1-max-age)', () => {
    const allow = (page: Page) => visitor.press(page, 'consent-allow', { accounts: ['acc-1'] });

    it('asks again for a sign-in that is too old at the decision, and then goes on', async () => {
      const consent = await signIn(await arrive({ max_age: '60' }));
      server.clock.advance(61);
      const again = await allow(consent);
      expect(again.url.pathname).toMatch(/\/login$/);
      expect(again.answer.body).toContain('Please sign in again');
      const back = await allow(await signIn(again, theo as typeof maya));
      const pushed = { state } as Parameters<typeof authorizationResponse>[1];
      expect(authorizationResponse(client, pushed, back).code).not.toBe('');
    });

    it('of zero leaves time to read and decide', async () => {
      const consent = await signIn(await arrive({ max_age: '0' }));
      server.clock.advance(30);
      expect((await allow(consent)).url.searchParams.has('code')).toBe(true);
    });

    it('is five minutes at most, whatever was asked', async () => {
      const consent = await signIn(await arrive({}));
      server.clock.advance(300);
      expect((await visitor.open(consent.url)).url.pathname).toMatch(/\/consent$/);
      server.clock.advance(1);
      expect((await visitor.open(consent.url)).url.pathname).toMatch(/\/login$/);
    });
  });

  describe('login_hint', () => {
    it('stands in the field for the user name', async () => {
      const { answer } = await arrive({ login_hint: 'maya' });
      expect(answer.body).toMatch(/<input[^>]*name="username"[^>]*value="maya"/);
    });

    it.each(['"><script>alert(1)</script>', '‮\u0007\n&amp;', "' OR 1=1 --", 'x'.repeat(200)])(
      'is harmless: %j',
      async (hint) => {
        const page = await arrive({ login_hint: hint });
        expect(page.answer.status).toBe(200);
        expect(page.answer.body).not.toMatch(/<script|‮/);
        expect((await signIn(page)).url.pathname).toMatch(/\/consent$/);
      },
    );
  });

  describe('id_token_hint and a requested sub (OIDC-3.1.2.2)', () => {
    it('lets the customer pass whom it names, even when it has expired', async () => {
      const { compact } = await idTokenOf({});
      server.clock.advance(3600);
      const page = await signIn(await arrive({ id_token_hint: compact }));
      expect(page.url.pathname).toMatch(/\/consent$/);
    });

    it('takes a hint whose key is out of use, and none whose key somebody else may hold', async () => {
      const { compact } = await idTokenOf({});
      const header = decodeProtectedHeader(compact);
      const hintOfKey = async (compromised: boolean): Promise<number> => {
        const key = await newKey();
        await server.database.query(
          `INSERT INTO authorization_server.signing_key (kid, bank, purpose, alg, public_jwk, state,
             sealed_private_jwk, created_at, active_from, retired_from, removed_from, compromised)
           SELECT $1, bank, purpose, alg, $2, 'removed', NULL, now(), now(), now(), now(), $3
           FROM authorization_server.signing_key WHERE kid = $4`,
          [key.kid, JSON.stringify(publicJwk(key)), compromised, header.kid],
        );
        const hint = await signedJwt({ ...header, kid: key.kid }, decodeJwt(compact), key);
        const { answer } = await client.push({ parameters: { id_token_hint: hint } });
        return answer.status;
      };
      expect(await hintOfKey(false)).toBe(201);
      expect(await hintOfKey(true)).toBe(400);
    });

    it.each([
      ['id_token_hint', async () => ({ id_token_hint: (await idTokenOf({})).compact })],
      ['sub', async () => ({ claims: `{"userinfo":{"sub":{"value":"${maya.id}"}}}` })],
    ])('answers login_required when another customer signs in: %s', async (_what, parameters) => {
      const page = await signIn(await arrive(await parameters()), theo as typeof maya);
      expectSentBack(page, 'login_required');
      expect(page.answer.headerValues('set-cookie').join()).toMatch(/Max-Age=0/);
    });

    it('refuses a hint that is not an ID token of this bank for this client', async () => {
      const { compact, tokens } = await idTokenOf({});
      const claims = decodeJwt(compact);
      const header = decodeProtectedHeader(compact);
      const forged = await signedJwt({ ...header }, claims, await newKey());
      const other = await server.client('client-two');
      const hostile = await signedJwt({ ...header, kid: 'a\0b' }, claims, await newKey());
      for (const hint of ['x', forged, hostile, String(tokens['access_token'])]) {
        const { answer } = await client.push({ parameters: { id_token_hint: hint } });
        expect(answer.json()['error']).toBe('invalid_request');
      }
      const { answer } = await other.push({ parameters: { id_token_hint: compact } });
      expect(answer.json()['error']).toBe('invalid_request');
    });
  });

  it.each([
    ['display, ui_locales and claims_locales', { display: 'hologram', ui_locales: 'tlh x' }],
    ['claims that nobody knows', { claims: '{"userinfo":{"shoe_size":{"essential":true}}}' }],
    ['dpop_jkt of the proof', { dpop_jkt: 'own' }],
  ])('takes %s', async (_what, parameters) => {
    const { dpopKey } = client;
    const { calculateJwkThumbprint } = await import('jose');
    const own = await calculateJwkThumbprint(dpopKey);
    const sent = Object.entries(parameters).map(([name, value]) => [
      name,
      value === 'own' ? own : value,
    ]);
    expect((await arrive(Object.fromEntries(sent))).answer.status).toBe(200);
  });

  it('asks a customer of whom no accounts are wanted who they are, and tells what is learned', async () => {
    const login = await arrive({ scope: 'openid' });
    expect(login.answer.body).toContain('asks who you are');
    expect(login.answer.body).not.toContain('accounts');
    const page = await signIn(login);
    expect(page.answer.body).toContain('asks who you are');
    expect(page.answer.body).not.toContain('Your name');
    const back = await visitor.press(page, 'consent-allow');
    expect(back.url.searchParams.has('code')).toBe(true);
    const named = await signIn(await arrive({ claims: '{"userinfo":{"name":null}}' }));
    expect(named.answer.body).toContain('Your name');
  });

  it('keeps what was asked with the code, for the ID token, and with the grant, for userinfo', async () => {
    const asked = { userinfo: { name: null }, id_token: { auth_time: { essential: true } } };
    const { tokens } = await completeJourney(client, maya, {
      push: { parameters: { claims: JSON.stringify(asked), acr_values: sca, max_age: '120' } },
    });
    const rows = await server.database.query(
      `SELECT c.claims, c.acr_values, c.max_age, g.claims AS granted
       FROM authorization_server.authorization_code c JOIN consent."grant" g USING (grant_id)
       WHERE grant_id = $1`,
      [tokens['grant_id']],
    );
    expect(rows).toEqual([{ claims: asked, acr_values: sca, max_age: 120, granted: asked }]);
  });
});
