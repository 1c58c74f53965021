import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser, newVisitor } from '../browser/browser.js';
import { picture } from '../browser/screenshots.js';
import { sandbox } from '../sandbox/sandbox.js';

const { portal, operator } = sandbox();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(() => browser.close());

it('opens to the operator alone, and each page of it is there, and for axe', async () => {
  const context = await newVisitor(browser);
  const page = await context.newPage();
  await page.goto(`${portal}/operator`);
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  expect((await page.request.get(`${portal}/api/operator/banks`)).status()).toBe(401);

  await page.goto(`${portal}/sign-in`);
  await page.getByLabel('E-mail address').fill('operator');
  const password = readFileSync(operator.password_file, 'utf8').trim();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('#sign-in').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
  for (const path of ['', '/apps', '/search', '/certificates', '/keys', '/record']) {
    await page.goto(`${portal}/operator${path}?period=hour`);
    await page.locator('main h1').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect([path, await seriousProblems(page)]).toEqual([path, []]);
    if (path === '') await picture(page, 'operator');
  }
  await context.close();
}, 60_000);
