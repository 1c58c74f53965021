import { startPortal, type Browser, type RunningPortal } from './running-portal.js';
import type { Manners } from './bank/test-bank.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  portal.bank.requests.length = 0;
  browser = portal.browser();
});

const flow = async (flowId: string) =>
  (await browser.send(`/api/flows/${flowId}`)).json<{
    status: string;
    error: string;
    errorDescription: string;
    hops: { kind: string; checks: { passed: boolean; clause: string }[] }[];
  }>();

const connectionCount = async (): Promise<number> =>
  (
    await portal.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM tpp_portal.connection',
    )
  )[0]!.count;

describe('an answer that is not from the bank that was asked', () => {
  it.each([
    ['is missing', undefined],
    ['is another', 'https://attacker.example'],
    ['is almost right', 'slash'],
  ])('SP-5.3.3.2-5 makes no token request when iss %s', async (_, iss) => {
    const { flowId, authorizationUrl } = await browser.start();
    const wrong = iss === 'slash' ? `${portal.bank.issuer}/` : iss;
    const landing = await browser.comeBack(portal.bank.allow(authorizationUrl, { iss: wrong }));
    expect(landing).toBe(`/journey-error?flow=${flowId}`);
    expect(portal.bank.requestsTo('/token')).toEqual([]);
    const told = await flow(flowId);
    expect(told).toMatchObject({ status: 'failed', error: 'untrusted_response' });
    const checks = told.hops.find(({ kind }) => kind === 'callback')!.checks;
    expect(checks.filter(({ passed }) => !passed).map(({ clause }) => clause)).toEqual([
      'SP-5.3.3.2-5',
    ]);
  });

  it('SP-5.3.3.2-5 believes no error either when iss is another', async () => {
    const { flowId, authorizationUrl } = await browser.start();
    await browser.comeBack(
      portal.bank.allow(authorizationUrl, {
        code: undefined,
        error: 'access_denied',
        iss: 'https://attacker.example',
      }),
    );
    expect((await flow(flowId)).error).toBe('untrusted_response');
  });
});

describe('a state that is not this browser’s, or not new', () => {
  it.each([
    ['missing', undefined],
    ['another', 'c3RhdGUtdGhhdC1ub2JvZHktbWFkZS1ldmVyLWV2ZXI'],
  ])('RFC 9700 2.1 makes no token request when state is %s', async (_, state) => {
    const { authorizationUrl } = await browser.start();
    const landing = await browser.comeBack(portal.bank.allow(authorizationUrl, { state }));
    expect(landing).toBe('/journey-error?reason=unknown_state');
    expect(portal.bank.requestsTo('/token')).toEqual([]);
  });

  it('takes no answer that was meant for another browser', async () => {
    const { authorizationUrl } = await browser.start();
    const callback = portal.bank.allow(authorizationUrl);
    const stranger = portal.browser();
    expect(await stranger.comeBack(callback)).toBe('/journey-error?reason=unknown_state');
    await stranger.start();
    expect(await stranger.comeBack(callback)).toBe('/journey-error?reason=unknown_state');
    expect(portal.bank.requestsTo('/token')).toEqual([]);
    expect(await browser.comeBack(callback)).toMatch(/^\/accounts/);
  });

  it('takes an answer once, even when it comes several times at once', async () => {
    const { authorizationUrl } = await browser.start();
    const callback = portal.bank.allow(authorizationUrl);
    const landings = await Promise.all([1, 2, 3].map(() => browser.comeBack(callback)));
    expect(landings.filter((landing) => landing.startsWith('/accounts'))).toHaveLength(1);
    expect(await browser.comeBack(callback)).toBe('/journey-error?reason=unknown_state');
  });

  it('takes no answer after half an hour', async () => {
    const { authorizationUrl } = await browser.start();
    portal.clock.advance(1801);
    expect(await browser.comeBack(portal.bank.allow(authorizationUrl))).toBe(
      '/journey-error?reason=unknown_state',
    );
  });
});

describe('an error of the bank', () => {
  it.each(['access_denied', 'login_required', 'server_error', 'temporarily_unavailable'])(
    'lands on a page that names %s',
    async (error) => {
      const { flowId, authorizationUrl } = await browser.start();
      const landing = await browser.comeBack(
        portal.bank.allow(authorizationUrl, {
          code: undefined,
          error,
          error_description: 'the customer went away',
        }),
      );
      expect(landing).toBe(`/journey-error?flow=${flowId}`);
      expect(await flow(flowId)).toMatchObject({
        status: 'failed',
        error,
        errorDescription: 'the customer went away',
      });
      expect(portal.bank.requestsTo('/token')).toEqual([]);
    },
  );

  it('is harmless, whatever it says', async () => {
    for (const error of ['\0\0', '\ud800', '<script>alert(1)</script>', 'x'.repeat(5000), '']) {
      const { authorizationUrl } = await browser.start();
      const landing = await browser.comeBack(
        portal.bank.allow(authorizationUrl, { code: undefined, error, error_description: error }),
      );
      expect(landing).toMatch(/^\/journey-error\?flow=/);
    }
    expect((await browser.send('/api/flows')).status).toBe(200);
  });

  it('at the PAR endpoint is told with its code and the flow', async () => {
    portal.bank.manners = {
      push: { status: 400, json: { error: 'invalid_scope', error_description: 'not yours' } },
    };
    const answer = await browser.act('POST', '/api/flows', { bank: 'harbour' });
    expect(answer.status).toBe(502);
    expect(answer.json()).toMatchObject({
      error: 'bank_refused',
      upstream: { status: 400, error: 'invalid_scope', error_description: 'not yours' },
      interaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await flow(answer.json<{ flow_id: string }>().flow_id)).toMatchObject({
      error: 'invalid_scope',
    });
  });
});

describe('metadata that cannot be trusted', () => {
  it.each<[string, Record<string, unknown>]>([
    ['SP-5.3.3.1-11 another issuer', { issuer: 'https://attacker.example' }],
    ['SP-5.3.3.2-2 no PAR endpoint', { pushed_authorization_request_endpoint: undefined }],
    ['RFC 9207 no promise of iss', { authorization_response_iss_parameter_supported: false }],
    ['SP-5.3.3.2-3 no S256', { code_challenge_methods_supported: ['plain'] }],
    ['SP-5.3.3.1-1 no ES256 for DPoP', { dpop_signing_alg_values_supported: ['PS256'] }],
  ])('%s stops the flow before anything is pushed', async (_, metadata) => {
    portal.bank.manners = { metadata };
    const answer = await browser.act('POST', '/api/flows', { bank: 'harbour' });
    expect(answer.json()).toMatchObject({ upstream: { error: 'untrusted_response' } });
    expect(portal.bank.requestsTo('/par')).toEqual([]);
  });
});

describe('a token answer that does not hold', () => {
  it.each<[string, Manners]>([
    ['another nonce in the ID token', { idToken: { nonce: 'another' } }],
    ['another issuer in the ID token', { idToken: { iss: 'https://attacker.example' } }],
    ['another audience in the ID token', { idToken: { aud: 'client-other' } }],
    ['an ID token that has expired', { idToken: { exp: 1 } }],
    ['an ID token signed by nobody known', { foreignSignature: true }],
    ['RFC 9449 5: a token_type other than DPoP', { tokenType: 'Bearer' }],
    [
      'no word of what was granted',
      { token: { status: 200, json: { access_token: 'a', token_type: 'DPoP' } } },
    ],
  ])('is thrown away: %s', async (_, manners) => {
    const before = await connectionCount();
    const { flowId, authorizationUrl } = await browser.start();
    portal.bank.manners = manners;
    expect(await browser.comeBack(portal.bank.allow(authorizationUrl))).toBe(
      `/journey-error?flow=${flowId}`,
    );
    expect((await flow(flowId)).error).toBe('untrusted_response');
    expect(await connectionCount()).toBe(before);
  });
});
