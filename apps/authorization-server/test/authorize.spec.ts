import { setTimeout as wait } from 'node:timers/promises';
import { BankVisitor, exchange, type FapiClient, type Page, type Pushed } from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { maya, startServer, type RunningServer } from './running-server.js';

const longState = 's'.repeat(4096);

describe('the authorization endpoint', () => {
  let server: RunningServer;
  let client: FapiClient;
  let pushed: Pushed;
  let visitor: BankVisitor;
  let url: URL;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    server.clock.advance(1);
    pushed = await client.push();
    visitor = new BankVisitor(server.tls.ca);
    url = await client.authorizationUrl(pushed.requestUri);
  });

  const allowed = async (target: string | URL): Promise<Page> =>
    visitor.press(await visitor.signIn(target, maya), 'consent-allow', { accounts: ['acc-1'] });
  const expectPage = ({ answer }: Page, error: string): void => {
    expect(answer.status).toBe(400);
    expect(answer.header('content-type')).toContain('text/html');
    expect(answer.body).toContain('id="oauth-error"');
    expect(answer.body).toContain(error);
  };

  it.each([
    ['that was never given', 'urn:ietf:params:oauth:request_uri:nobody-pushed-this'],
    ['of the right shape', `urn:ietf:params:oauth:request_uri:${'A'.repeat(51)}`],
    ['of 8,000 characters', `urn:ietf:params:oauth:request_uri:${'x'.repeat(8000)}`],
    ['that is a URL', 'https://evil.example/request.jwt'],
    ['with quotes and comments', `urn:ietf:params:oauth:request_uri:' OR 1=1 --`],
    ['in other scripts', 'urn:ietf:params:oauth:request_uri:‮é✓😀'],
    ['that is a name of an object member', '__proto__'],
  ])('shows a page for a request_uri %s', async (_what, requestUri) => {
    expectPage(
      await visitor.open(await client.authorizationUrl(requestUri)),
      'invalid_request_uri',
    );
  });

  it.each(['%00', '%FF%FE', '%ED%A0%80'])(
    'shows a page for bytes that are no text: %s',
    async (bytes) => {
      const query = `client_id=client-one&request_uri=${bytes}`;
      expectPage(await visitor.open(`${server.issuer}/authorize?${query}`), 'invalid_request');
    },
  );

  it('refuses a request that was not pushed, with a page and nowhere else (SP-5.3.2.2-3)', async () => {
    const direct = new URL(`${server.issuer}/authorize`);
    const redirectUri = 'https://app.example/callback?kept=yes';
    const request = { client_id: 'client-one', response_type: 'code', redirect_uri: redirectUri };
    for (const [name, value] of Object.entries(request)) direct.searchParams.set(name, value);
    expectPage(await visitor.open(direct), 'invalid_request');
  });

  it('ignores what stands beside request_uri, and notes only how many there were', async () => {
    const strays =
      '&state=forged&state=again&scope=payments&redirect_uri=https%3A%2F%2Fevil.example&%00=%FF';
    const back = await allowed(`${url.href}${strays}`);
    expect(back.url.origin).toBe('https://app.example');
    expect(back.url.searchParams.get('state')).toBe(pushed.state);
    const lines = server.log.filter((line) => line.includes('"stray_parameters":5'));
    expect(lines).toHaveLength(1);
    expect(server.log.join('\n')).not.toMatch(/forged|evil\.example/);
  });

  it('takes the request by form too, as a GET of the same browser (OIDC-3.1.2.1)', async () => {
    const form = `${url.searchParams.toString()}&state=forged`;
    const page = await visitor.open(`${server.issuer}/authorize`, form);
    expect(page.url.pathname).toMatch(/\/login$/);
    const again = await visitor.open(`${server.issuer}/authorize`, form);
    expect(again.url.href).toBe(page.url.href);
    const answer = await exchange(`${server.issuer}/authorize`, server.tls.ca, {
      method: 'POST',
      body: form,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(303);
    expect(new URL(answer.header('location')!, url).href).toBe(url.href);
  });

  it('shows a page for a form without a request, and takes no other content type', async () => {
    expectPage(await visitor.open(`${server.issuer}/authorize`, ''), 'invalid_request');
    const answer = await exchange(`${server.issuer}/authorize`, server.tls.ca, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(415);
    for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
      const other = await exchange(url, server.tls.ca, { method });
      expect(other.status).toBe(405);
      expect(other.header('access-control-allow-origin')).toBeUndefined();
    }
  });

  it('answers HEAD with the status of the page, and opens nothing', async () => {
    const head = async (target: URL) =>
      (await exchange(target, server.tls.ca, { method: 'HEAD' })).status;
    expect(await head(url)).toBe(200);
    expect(await head(await client.authorizationUrl('urn:x'))).toBe(400);
    const rows = await server.database.query(
      `SELECT 1 FROM authorization_server.interaction i
       JOIN authorization_server.pushed_request p ON p.reference = i.request_reference
       WHERE p.parameters->>'state' = $1`,
      [pushed.state],
    );
    expect(rows).toEqual([]);
  });

  it.each([
    ['of 4,096 characters', longState],
    ['in other scripts', 'é✓😀 שלום ‮ \u200d'],
    ['with everything that means something elsewhere', '{"a":"b&c=d"}#?/\\%00%0A+ \r\n<script>'],
  ])('echoes a state %s, character by character (SP-5.3.2.2-note-4)', async (_what, state) => {
    pushed = await client.push({ parameters: { state } });
    const back = await allowed(await client.authorizationUrl(pushed.requestUri));
    expect(back.url.searchParams.get('state')).toBe(state);
  });

  it('sends no state and no nonce where none was pushed', async () => {
    pushed = await client.push({ parameters: { state: undefined, nonce: undefined } });
    const back = await allowed(await client.authorizationUrl(pushed.requestUri));
    expect([...back.url.searchParams.keys()]).toEqual(['kept', 'code', 'iss']);
    const tokens = await client.redeem(back.url.searchParams.get('code')!, pushed.codeVerifier);
    expect(decodeJwt(String(tokens.json()['id_token']))).not.toHaveProperty('nonce');
  });

  it('takes scopes in any order, and grants them', async () => {
    pushed = await client.push({ parameters: { scope: 'accounts openid' } });
    const back = await allowed(await client.authorizationUrl(pushed.requestUri));
    const tokens = await client.redeem(back.url.searchParams.get('code')!, pushed.codeVerifier);
    expect(tokens.json()['scope']).toBe('accounts openid');
    expect(tokens.json()).toHaveProperty('id_token');
  });

  it('takes a resource that was sent twice, and refuses one of two that is foreign (RFC 8707 2)', async () => {
    const push = (...resource: string[]) => client.push({ parameters: { resource } });
    expect((await push(server.resourceBase, server.resourceBase)).answer.status).toBe(201);
    const refused = await push(server.resourceBase, 'https://other.example');
    expect(refused.answer.json()['error']).toBe('invalid_target');
  });

  describe('looks at the client again (RFC9126-7.4)', () => {
    const change = async (set: string): Promise<void> => {
      await server.database.query(
        `UPDATE authorization_server.client SET ${set} WHERE client_id = 'client-one'`,
      );
      // A process remembers a client for two seconds.
      await wait(2100);
    };
    let metadata: unknown;

    beforeEach(async () => {
      const [row] = await server.database.query<{ metadata: unknown }>(
        `SELECT metadata FROM authorization_server.client WHERE client_id = 'client-one'`,
      );
      metadata = row!.metadata;
    });
    afterEach(async () => {
      await server.database.query(
        `UPDATE authorization_server.client SET status = 'active', metadata = $1
         WHERE client_id = 'client-one'`,
        [JSON.stringify(metadata)],
      );
      await wait(2100);
    });

    it('shows a page when it was frozen since it pushed', async () => {
      await change(`status = 'frozen'`);
      expectPage(await visitor.open(url), 'invalid_request');
    });

    it('shows a page at the decision too, and makes no code', async () => {
      const consent = await visitor.signIn(url, maya);
      await change(`status = 'frozen'`);
      const late = await visitor.press(consent, 'consent-allow', { accounts: ['acc-1'] });
      expectPage(late, 'may no longer ask');
    });

    it('sends nobody to a redirect_uri that was given up', async () => {
      await change(
        `metadata = jsonb_set(metadata, '{redirect_uris}', '["https://app.example/new"]')`,
      );
      expectPage(await visitor.open(url), 'invalid_request');
    });

    it('tells the app when it has lost a scope, at the decision too', async () => {
      const consent = await visitor.signIn(url, maya);
      await change(`metadata = jsonb_set(metadata, '{scope}', '"openid"')`);
      const late = await visitor.press(consent, 'consent-allow', { accounts: ['acc-1'] });
      expect(late.url.searchParams.get('error')).toBe('invalid_scope');
      const other = new BankVisitor(server.tls.ca);
      expectPage(await other.open(url), 'invalid_request_uri');
    });
  });
});
