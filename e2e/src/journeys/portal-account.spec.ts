import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser, newVisitor } from '../browser/browser.js';
import { sandbox } from '../sandbox/sandbox.js';

const { portal } = sandbox();
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser.close();
});

/** A stranger with a device that holds passkeys. */
async function stranger(): Promise<Page> {
  const context = await newVisitor(browser);
  contexts.push(context);
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return page;
}

const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

/** Nothing serious for axe, in both schemes, and nothing that needs scrolling sideways at 320 pixels. */
async function expectGood(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousProblems(page)).toEqual([]);
  }
  const before = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 700 });
  expect([page.url(), await fits(page)]).toEqual([page.url(), true]);
  await page.setViewportSize(before);
}

const settled = (page: Page) => page.waitForURL(`${portal}/apps`);

it('a guest claims the workspace with a passkey, comes back with it, and invites somebody', async () => {
  const page = await stranger();
  await page.goto(`${portal}/account`);
  await expectGood(page);
  await page.locator('#start-as-guest').click();
  await page.getByRole('link', { name: 'Claim it' }).click();
  await page.getByLabel('Your name').fill('Ines Moreau');
  await page.getByLabel('E-mail address').fill('ines@tpp.example');
  await expectGood(page);
  await page.locator('#sign-up-passkey').click();
  await page.getByRole('heading', { name: 'Account', exact: true }).waitFor();
  await page.getByText('Your only way in').waitFor();
  await expectGood(page);

  await page.locator('#account-menu').focus();
  await page.keyboard.press('Enter');
  expect(await seriousProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await page.locator('#account-menu').getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('Enter');
  await page.locator('#sign-out').click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await expectGood(page);
  await page.locator('#sign-in-passkey').click();
  await settled(page);

  await page.locator('#account-menu').click();
  await page.getByRole('link', { name: 'Open Workspace of Ines Moreau' }).click();
  await page.locator('#invite').click();
  const link = await page.locator('[role=status] code').innerText();
  await expectGood(page);

  const other = await stranger();
  await other.goto(link);
  await other.getByRole('link', { name: 'create an account' }).click();
  await other.getByLabel('Your name').fill('Jon Abara');
  await other.getByLabel('E-mail address').fill('jon@tpp.example');
  await other.getByLabel('Password', { exact: true }).fill('a boat of one’s own');
  await other.locator('#sign-up').click();
  await other.locator('#accept').waitFor();
  await expectGood(other);
  await other.locator('#accept').click();
  await settled(other);
  await page.reload();
  await page.getByText('jon@tpp.example').waitFor();
  await expectGood(page);
}, 90_000);
