import type { Browser, Page } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser } from '../browser/browser.js';
import { picture } from '../browser/screenshots.js';
import { approve, codeOnPhone } from '../http/customer.js';
import { PageVisitor } from '../http/page-visitor.js';
import { bank, sandbox } from '../sandbox/sandbox.js';
import { ScriptApp } from '../sandbox/script-app.js';
import { CustomerJourney } from './customer-journey.js';

const description = sandbox();
const harbour = bank(description);
const dashboard = `${harbour.issuer}/dashboard`;
// Nobody else's journeys are hers, so that what she shares is what this spec has made.
const priya = description.customers.find(({ username }) => username === 'priya')!;

describe('a customer looks at what she shares, and stops it', () => {
  let browser: Browser;
  let journey: CustomerJourney;
  beforeAll(async () => {
    browser = await launchBrowser();
    journey = await CustomerJourney.begin(browser, description.portal, priya);
  }, 60_000);
  afterAll(async () => {
    await journey.end();
    await browser.close();
  });

  const signIn = async (page: Page): Promise<void> => {
    await page.locator('#username').fill(priya.username);
    await page.locator('#password').fill(priya.password);
    await page.locator('#login-submit').click();
    await page.locator('#otp').fill(priya.code);
    await page.locator('#login-submit').click();
    await page.locator('#sign-out').waitFor();
  };

  it('sees Tally at the bank, what it read and when, stops it, and Tally reads nothing more', async () => {
    await journey.connect();
    await journey.signIn();
    await journey.enterCode();
    await journey.choose(1);
    await journey.allow();
    const app = journey.page;
    await app.locator('#balance').first().waitFor();

    const page = await journey.context.newPage();
    const problems: Record<string, string[]> = {};
    const look = async (name: string) => {
      problems[name] = await seriousProblems(page);
    };
    await page.goto(dashboard);
    await look('sign in');
    await signIn(page);
    await look('what is shared');
    expect(await page.locator('h2').first().innerText()).toBe('Tally');
    await picture(page, 'dashboard');
    await page.locator('a[id^="details-"]').first().click();
    await page.locator('#timeline').waitFor();
    await look('details');
    const receipts = await page.locator('#receipts').innerText();
    expect(receipts).toContain('Your balances');
    expect(receipts).toContain('You were there');
    await page.locator('#stop').click();
    await page.locator('#stop-confirm').waitFor();
    await look('the question before it stops');
    // By keyboard alone: nothing needs a mouse.
    await page.locator('#stop-confirm').focus();
    await page.keyboard.press('Enter');
    await page.locator('#stopped').waitFor();
    await look('stopped');
    expect(await page.locator('#state').innerText()).toContain('Stopped');

    await app.reload();
    await app.getByRole('link', { name: 'Connect again' }).waitFor();
    expect(await app.locator('#balance').count()).toBe(0);
    await page.locator('#sign-out').click();
    await page.goto(dashboard);
    expect(new URL(page.url()).pathname).toBe('/harbour/dashboard/login');
    for (const [name, found] of Object.entries(problems))
      expect({ name, found }).toEqual({ name, found: [] });
  }, 120_000);

  it('ends the access token, the refresh token and the consent from the moment at which the page says so', async () => {
    const script = await ScriptApp.discover(description);
    const request = await script.push();
    const { callback } = await approve(request.url, priya);
    const tokens = await script.exchange(request, callback);
    const accounts = `${harbour.resource_base}/aisp/accounts`;
    expect((await script.call(tokens.accessToken, accounts)).status).toBe(200);

    const visitor = new PageVisitor(new URL(dashboard).origin);
    const login = await visitor.open(`${dashboard}/consents/${tokens.access.ConsentId}/stop`);
    const { username, password } = priya;
    const code = await visitor.press(login, 'login-submit', { username, password });
    const otp = codeOnPhone(code.html);
    const question = await visitor.press(code, 'login-submit', { otp });
    expect((await visitor.press(question, 'stop-confirm')).url.search).toBe('?outcome=stopped');

    expect((await script.call(tokens.accessToken, accounts)).status).toBe(401);
    await expect(script.refresh(tokens.refreshToken)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  }, 60_000);
});
