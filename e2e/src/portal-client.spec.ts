import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { importJWK, SignJWT, type JWK } from 'jose';
import type { Browser } from 'playwright-core';
import { seriousProblems } from './browser/accessibility.js';
import { launchBrowser, newVisitor } from './browser/browser.js';
import { approve } from './http/customer.js';
import { PageVisitor } from './http/page-visitor.js';
import { bank, sandbox } from './sandbox/sandbox.js';

const description = sandbox();
const harbour = bank(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
const { origin } = new URL(description.portal);
const ours = { origin, 'x-sandbank-request': '1' };

interface Hop {
  kind: string;
  response?: { status: number };
}

describe('the portal’s client, driven by plain HTTP', () => {
  const visitor = new PageVisitor(origin);
  let flowId = '';

  it('runs a whole journey from the start URL', async () => {
    const { url } = await visitor.open(`/start?issuer=${encodeURIComponent(harbour.issuer)}`);
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const { callback } = await approve(url, customer);
    const told = await visitor.open(callback);
    const outcome = JSON.parse(told.html) as Record<string, unknown>;
    expect(outcome).toMatchObject({
      issuer: harbour.issuer,
      status: 'connected',
      userinfo: { sub: expect.any(String), name: customer.name },
      resource: { status: 200, url: `${harbour.resource_base}/aisp/accounts` },
    });
    flowId = String(outcome['flow_id']);
  });

  it('revokes at the bank when its visitor disconnects (RFC7009-2.1-client)', async () => {
    const init = { method: 'DELETE', headers: ours };
    const gone = await visitor.open(`/api/banks/${harbour.slug}/connection`, init);
    expect(gone.status).toBe(204);
    const flow = JSON.parse((await visitor.open(`/api/flows/${flowId}`)).html) as { hops: Hop[] };
    expect(flow.hops.at(-1)).toMatchObject({ kind: 'revoke', response: { status: 200 } });
  });
});

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

describe('a refusal of the demo app, explained', () => {
  const interactionId = randomUUID();
  const rule = 'SP-5.3.2.1-8';
  const explained = `/api/banks/${harbour.slug}/rejections?interaction_id=${interactionId}`;

  const pushWithWrongAudience = async (): Promise<Response> => {
    const demo = description.clients.find(({ client_id }) => client_id === 'client-tally')!;
    const { keys } = JSON.parse(readFileSync(demo.jwks_file, 'utf8')) as { keys: JWK[] };
    const [jwk] = keys as [JWK];
    const assertion = await new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', kid: String(jwk.kid) })
      .setIssuer(demo.client_id)
      .setSubject(demo.client_id)
      .setAudience(`${harbour.issuer}/token`)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(jwk, 'ES256'));
    return fetch(`${harbour.issuer}/par`, {
      method: 'POST',
      headers: { 'x-fapi-interaction-id': interactionId },
      body: new URLSearchParams({
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
  };

  it('is told by the portal with rule, clause, expected, received and cure', async () => {
    let told: { rejections: unknown[] } = { rejections: [] };
    // Of strangers so many are kept a minute, and the specs before this one may have used them up.
    for (let turn = 0; turn < 70 && told.rejections.length === 0; turn += 1) {
      expect((await pushWithWrongAudience()).status).toBe(401);
      await delay(1000);
      told = (await (await fetch(`${origin}${explained}`)).json()) as typeof told;
    }
    expect(told.rejections[0]).toMatchObject({
      interaction_id: interactionId,
      rule: { clause: rule },
      expected: expect.stringContaining(harbour.issuer),
      received: expect.stringContaining(`${harbour.issuer}/token`),
      fix: expect.any(String),
    });
  }, 90_000);

  it('has a page, and its rule has one, for everybody', async () => {
    const context = await newVisitor(browser);
    const page = await context.newPage();
    await page.goto(`${origin}/rejections?interaction=${interactionId}`);
    await page.locator('#rejections article').first().waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('link', { name: rule, exact: true }).first().click();
    await page.locator('#rule-fix').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/rules/${rule}`);
    expect(await seriousProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    for (const path of ['/rules', '/rejections', `/rules/${rule}`]) {
      await page.goto(`${origin}${path}`);
      await page.locator('h1').waitFor();
      const { width } = await page.evaluate(() => ({ width: document.body.scrollWidth }));
      expect(width).toBeLessThanOrEqual(320);
    }
    await context.close();
  }, 120_000);
});

describe('the API reference', () => {
  it('leads from every operation to its codes, for everybody and on every screen', async () => {
    const context = await newVisitor(browser);
    const page = await context.newPage();
    await page.goto(`${origin}/api-reference?q=balances`);
    await page.locator('#operation-search').waitFor();
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'GET /aisp/balances' }).click();
    await page.getByRole('heading', { name: 'Answer 200' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/api-reference/getBalances');
    expect(await seriousProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    const { width } = await page.evaluate(() => ({ width: document.body.scrollWidth }));
    expect(width).toBeLessThanOrEqual(320);
    await page.getByRole('link', { name: 'U028' }).click();
    expect(new URL(page.url()).pathname).toBe('/errors/U028');
    await context.close();
    const file = await fetch(`${origin}/openapi/account-information.json`);
    expect([file.status, file.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(await file.json()).toMatchObject({ openapi: '3.1.1' });
  }, 120_000);
});
