import { startPortal, portalUrl, type Browser, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
  browser = portal.browser();
});

const own = { origin: portalUrl, 'x-sandbank-request': '1', 'content-type': 'application/json' };
const start = { method: 'POST', body: '{"bank":"harbour"}' };

describe('who may start or end something', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['no header of our own', { ...own, 'x-sandbank-request': undefined }],
    ['another origin', { ...own, origin: 'https://attacker.example' }],
    ['no origin', { ...own, origin: undefined }],
    ['origin null', { ...own, origin: 'null' }],
    ['a page of another site', { ...own, 'sec-fetch-site': 'cross-site' }],
    ['a page of the bank, on the same site', { ...own, 'sec-fetch-site': 'same-site' }],
  ])('SP-5.3.3.1-12 refuses a request with %s', async (_, headers) => {
    const answer = await browser.send('/api/flows', { ...start, headers });
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ error: 'cross_site_request' });
    expect(answer.header('set-cookie')).toBeUndefined();
    const deletion = await browser.send('/api/banks/harbour/connection', {
      method: 'DELETE',
      headers: { ...headers, 'content-type': undefined },
    });
    expect(deletion.status).toBe(403);
  });

  it('begins a session only then, in a __Host- cookie', async () => {
    expect((await browser.send('/api/banks')).header('set-cookie')).toBeUndefined();
    const answer = await browser.act('POST', '/api/flows', { bank: 'harbour' });
    expect(answer.header('set-cookie')).toMatch(
      /^__Host-sandbank-portal-9440=[\w-]{50,}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
  });
});

describe('whose journeys are shown', () => {
  it('shows a flow to the browser that made it and to nobody else', async () => {
    const { flowId } = await browser.start();
    expect((await browser.send(`/api/flows/${flowId}`)).status).toBe(200);
    const stranger = portal.browser();
    await stranger.start();
    const answer = await stranger.send(`/api/flows/${flowId}`);
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: 'unknown_flow' });
    expect((await portal.browser().send(`/api/flows/${flowId}`)).status).toBe(404);
  });

  it('reads accounts for nobody who has not connected', async () => {
    await portal.browser().connect(portal.bank);
    for (const path of ['accounts', 'spending']) {
      const answer = await browser.send(`/api/banks/harbour/${path}`);
      expect(answer.json()).toMatchObject({ error: 'not_connected' });
    }
  });

  it('takes a cookie that is unknown, cut or sent twice for none', async () => {
    await browser.start();
    const good = browser.cookie!;
    for (const cookie of [`${good}x`, good.slice(0, -4), `${good}; ${good}`, 'a=b']) {
      const answer = await browser.send('/api/flows', { headers: { cookie } });
      expect(answer.json()).toEqual({ flows: [] });
    }
    expect((await browser.send('/api/flows')).json<{ flows: unknown[] }>().flows).toHaveLength(1);
  });

  it('forgets the tokens when the visitor disconnects', async () => {
    await browser.connect(portal.bank);
    expect((await browser.act('DELETE', '/api/banks/harbour/connection')).status).toBe(204);
    expect((await browser.send('/api/banks/harbour/accounts')).status).toBe(404);
    expect((await browser.act('DELETE', '/api/banks/harbour/connection')).status).toBe(204);
  });

  it('ends a session after a week', async () => {
    await browser.start();
    portal.clock.advance(7 * 24 * 3600);
    expect((await browser.send('/api/flows')).json()).toEqual({ flows: [] });
  });
});

describe('bad input', () => {
  it.each([
    ['no JSON', '{'],
    ['another type', '[]'],
    ['null', 'null'],
    ['a number for a name', '{"bank":1}'],
    ['a member too many', '{"bank":"harbour","x":1}'],
    ['a poisoned prototype', '{"bank":"harbour","__proto__":{}}'],
    ['an empty body', ''],
  ])('is refused: %s', async (_, body) => {
    const answer = await browser.send('/api/flows', { method: 'POST', headers: own, body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      error: 'invalid_request',
      interaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('is refused in the same shape for paths, methods, types and sizes', async () => {
    const answers = [
      [404, await browser.send('/api/nothing')],
      [404, await browser.send('/api/banks/other/accounts')],
      [404, await browser.send('/api/flows/not-a-uuid')],
      [404, await browser.send(`/api/flows/${'a'.repeat(200)}`)],
      [405, await browser.send('/api/people', { method: 'PUT', headers: own, body: '{}' })],
      [
        415,
        await browser.send('/api/flows', {
          method: 'POST',
          headers: { ...own, 'content-type': 'text/plain' },
          body: 'x',
        }),
      ],
      [
        413,
        await browser.send('/api/flows', {
          method: 'POST',
          headers: own,
          body: `{"bank":"${'x'.repeat(200_000)}"}`,
        }),
      ],
      [404, await browser.act('POST', '/api/flows', { bank: 'other' })],
    ] as const;
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
      expect(Object.keys(answer.json())).toEqual(['error', 'message', 'interaction_id']);
    }
  });

  it('never makes the callback fail', async () => {
    await browser.start();
    for (const query of [
      '',
      '?',
      '?state',
      '?state=%00',
      '?state=a&state=b',
      '?code=%ff%fe',
      `?state=${'x'.repeat(8000)}`,
    ]) {
      const answer = await browser.send(`/callback${query}`);
      expect([answer.status, answer.header('location')]).toEqual([
        303,
        '/journey-error?reason=unknown_state',
      ]);
    }
  });
});

describe('pages and files', () => {
  it('answers every address of the UI with the same page and a strict policy', async () => {
    const nonces = new Set<string>();
    for (const path of [
      '/',
      '/accounts',
      '/flows',
      '/flows/x/hops/3',
      '/errors/U009',
      '/journey-error?flow=1',
    ]) {
      const answer = await browser.send(path, { headers: { accept: 'text/html' } });
      expect(answer.status).toBe(200);
      const policy = answer.header('content-security-policy')!;
      const nonce = /style-src 'self' 'nonce-([\w-]+)'/.exec(policy)![1]!;
      nonces.add(nonce);
      expect(answer.body).toContain(`content="${nonce}"`);
      expect(policy).toContain("default-src 'none'; script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.header('cache-control')).toBe('no-store');
    }
    expect(nonces.size).toBe(6);
  });

  it('answers an unknown address with 404: the page for a person, JSON for a program', async () => {
    const page = await browser.send('/nothing/here', { headers: { accept: 'text/html' } });
    expect([page.status, page.header('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const data = await browser.send('/nothing/here', { headers: { accept: 'application/json' } });
    expect([data.status, data.header('content-type')]).toEqual([
      404,
      'application/json; charset=utf-8',
    ]);
  });

  it('lets browsers keep hashed files for ever, and others not at all', async () => {
    const asset = await browser.send('/assets/index-abc123.js');
    expect(asset.header('cache-control')).toBe('public, max-age=31536000, immutable');
    const icon = await browser.send('/favicon.svg');
    expect([icon.header('cache-control'), icon.header('content-type')]).toEqual([
      'no-cache',
      'image/svg+xml',
    ]);
    for (const path of ['/assets/../index.html', '/assets/%2e%2e/index.html', '/index.html']) {
      expect((await browser.send(path)).body).not.toContain('__STYLE_NONCE__');
    }
  });

  it('lists the people to play, and answers for its health', async () => {
    expect((await browser.send('/api/people')).json()).toMatchObject({
      people: [{ username: 'maya' }],
    });
    expect((await browser.send('/healthz')).json()).toEqual({ status: 'ok' });
  });
});
