import type { Browser } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser } from '../browser/browser.js';
import { picture } from '../browser/screenshots.js';
import { sandbox } from '../sandbox/sandbox.js';
import { CustomerJourney } from './customer-journey.js';

const description = sandbox();
const { portal, customers } = description;
const customer = customers.find(({ bank }) => bank === 'harbour')!;
const wrongCode = customer.code === '000000' ? '111111' : '000000';
let browser: Browser;
let journey: CustomerJourney;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  journey = await CustomerJourney.begin(browser, portal, customer);
  await journey.connect();
}, 60_000);
afterEach(() => journey.end());

const isAtTheBank = () => new URL(journey.page.url()).origin !== new URL(portal).origin;

describe('a customer shares accounts with the app', () => {
  it('chooses two accounts, allows, and sees them at the app', async () => {
    await journey.signIn();
    await journey.enterCode();
    const offered = await journey.choose(2);
    expect(offered).toBeGreaterThanOrEqual(2);
    await picture(journey.page, 'consent');
    await journey.allow();

    const accounts = journey.page.locator('#accounts');
    await accounts.waitFor();
    await journey.page.locator('#balance').first().waitFor();
    expect(await journey.page.locator('#balance').first().innerText()).toMatch(/\d/);
    await journey.page.locator('#spending-chart').waitFor();
    expect(journey.complaints).toEqual([]);
  }, 60_000);

  it('shows the developer every hop of the flow', async () => {
    await journey.signIn();
    await journey.enterCode();
    await journey.choose(2);
    await journey.allow();
    const flow = journey.page.locator('#flow-view');
    if (!(await flow.isVisible())) {
      await journey.page.locator('a[href*="/flows/"]').first().click();
    }
    await flow.waitFor();
    const text = await flow.innerText();
    for (const endpoint of ['/par', '/authorize', '/token', '/accounts']) {
      expect(text).toContain(endpoint);
    }
    expect(await seriousProblems(journey.page)).toEqual([]);

    await journey.page.getByRole('link', { name: 'Exchange the code' }).first().click();
    await journey.page.getByText('at+jwt').first().waitFor();
    await picture(journey.page, 'flow');
    expect(await seriousProblems(journey.page)).toEqual([]);
  }, 60_000);
});

describe('every exit leads back to the app with an OAuth error', () => {
  it('cancels instead of signing in', async () => {
    await journey.cancel();
    expect(await journey.refusalAtTheApp()).toContain('access_denied');
  }, 60_000);

  it('cancels instead of entering the code', async () => {
    await journey.signIn();
    await journey.page.locator('#otp').waitFor();
    await journey.cancel();
    expect(await journey.refusalAtTheApp()).toContain('access_denied');
  }, 60_000);

  it('cancels instead of allowing', async () => {
    await journey.signIn();
    await journey.enterCode();
    await journey.choose(1);
    await journey.cancel();
    expect(await journey.refusalAtTheApp()).toContain('access_denied');
  }, 60_000);

  it('runs out of codes', async () => {
    await journey.signIn();
    for (let attempt = 0; attempt < 10 && isAtTheBank(); attempt += 1) {
      await journey.enterCode(wrongCode);
      await journey.page.waitForLoadState();
    }
    expect(await journey.refusalAtTheApp()).toContain('access_denied');
  }, 60_000);
});

describe('a slip is forgiven at the bank', () => {
  it('asks again after a wrong password', async () => {
    await journey.signIn('not the password');
    await journey.page.locator('#username').waitFor();
    expect(isAtTheBank()).toBe(true);
    await journey.signIn();
    await journey.page.locator('#otp').waitFor();
  }, 60_000);

  it('asks again after a wrong code', async () => {
    await journey.signIn();
    await journey.enterCode(wrongCode);
    await journey.page.locator('#otp').waitFor();
    await journey.enterCode();
    await journey.page.locator('#consent-allow').waitFor();
  }, 60_000);

  it('asks again when no account is chosen', async () => {
    await journey.signIn();
    await journey.enterCode();
    await journey.allow();
    await journey.page.locator('#consent-allow').waitFor();
    expect(isAtTheBank()).toBe(true);
  }, 60_000);
});

describe('the pages can be used by everyone', () => {
  it('has nothing serious for axe-core on any page of the journey', async () => {
    const problems: Record<string, string[]> = {};
    const look = async (name: string) => {
      problems[name] = await seriousProblems(journey.page);
    };
    await look('sign in');
    await journey.signIn('not the password');
    await look('sign in again');
    await journey.signIn();
    await journey.page.locator('#otp').waitFor();
    await look('code');
    await journey.enterCode();
    await journey.page.locator('#consent-allow').waitFor();
    await look('consent');
    await journey.choose(2);
    await journey.allow();
    await journey.page.locator('#accounts').waitFor();
    await look('accounts at the app');
    await journey.page.goto(portal);
    await journey.page.locator('#connect-harbour').waitFor();
    await look('first page of the app');
    for (const [name, found] of Object.entries(problems))
      expect({ name, found }).toEqual({ name, found: [] });
  }, 120_000);
});
