import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from '../browser/browser.js';
import { approve } from '../http/customer.js';
import { bank, sandbox } from '../sandbox/sandbox.js';
import { ScriptApp } from '../sandbox/script-app.js';
import { errorPageAt } from './error-page.js';

const description = sandbox();
const harbour = bank(description);
const customer = description.customers.find(({ bank: slug }) => slug === harbour.slug)!;
let browser: Browser;
let page: Page;
let app: ScriptApp;

beforeAll(async () => {
  browser = await launchBrowser();
  app = await ScriptApp.discover(description);
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  page = await (await newVisitor(browser)).newPage();
});
afterEach(() => page.context().close());

describe('a request that cannot go on is explained where it stands', () => {
  it('says that a request is unknown', async () => {
    const url = app.authorizationUrl('urn:ietf:params:oauth:request_uri:nobody-pushed-this');
    expect(await errorPageAt(page, url)).toContain('invalid_request_uri');
  }, 60_000);

  it('says that a request was used', async () => {
    const { url } = await app.push();
    await approve(url, customer);
    expect(await errorPageAt(page, url)).toContain('invalid_request_uri');
  }, 60_000);

  it('says that the app is unknown', async () => {
    const { url } = await app.push();
    url.searchParams.set('client_id', 'client-nobody');
    expect(await errorPageAt(page, url)).toMatch(/invalid_(client|request)/);
  }, 60_000);

  it('says that another browser opened it, and the first one goes on (SP-6.4)', async () => {
    const { url } = await app.push();
    const first = await (await newVisitor(browser)).newPage();
    await first.goto(url.href);
    await first.locator('#username').waitFor();
    expect(await errorPageAt(page, url)).toMatch(
      /opened in another browser[^]*invalid_request_uri/,
    );
    await first.goto(url.href);
    await first.locator('#username').waitFor();
    await first.context().close();
  }, 60_000);

  it('survives a reload before the customer signs in', async () => {
    const { url } = await app.push();
    await page.goto(url.href);
    await page.locator('#username').waitFor();
    await page.goto(url.href);
    await page.locator('#username').waitFor();
  }, 60_000);
});
