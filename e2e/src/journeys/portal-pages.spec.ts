import type { Browser } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser } from '../browser/browser.js';
import { picture } from '../browser/screenshots.js';
import { sandbox } from '../sandbox/sandbox.js';
import { CustomerJourney } from './customer-journey.js';

const { portal, customers } = sandbox();
const elena = customers.find(({ username }) => username === 'elena')!;
let browser: Browser;
let journey: CustomerJourney;

beforeAll(async () => {
  browser = await launchBrowser();
  journey = await CustomerJourney.begin(browser, portal, elena);
}, 60_000);
afterAll(async () => {
  await journey.end();
  await browser.close();
});

describe('who somebody can be', () => {
  it('is found by need, and goes to the bank in a tab of its own', async () => {
    const { page, context } = journey;
    await page.goto(`${portal}/people`);
    await page.locator('#people > li').first().waitFor();
    expect(await page.locator('#people > li').count()).toBe(customers.length);
    await page.getByRole('link', { name: /A joint account/ }).click();
    await page.locator('#elena').waitFor();
    expect(page.url()).toBe(`${portal}/people?need=joint-account`);
    expect(await page.locator('#maya').count()).toBe(0);
    const card = await page.locator('#elena').innerText();
    for (const told of [elena.username, elena.password, elena.code, 'with Daniel']) {
      expect(card).toContain(told);
    }
    expect(await seriousProblems(page)).toEqual([]);
    await picture(page, 'people');

    const opened = context.waitForEvent('page');
    await page
      .locator('#elena')
      .getByRole('button', { name: /^Connect/ })
      .click();
    const bank = await opened;
    await bank.locator('#username').waitFor();
    await bank.close();
    expect(journey.complaints).toEqual([]);
  }, 60_000);
});

describe('the API explorer', () => {
  it('calls with what the customer shares, and holds the answer against the document', async () => {
    const { page } = journey;
    await journey.connect();
    await journey.signIn();
    await journey.enterCode();
    await journey.choose(2);
    await journey.allow();
    await page.locator('#accounts').waitFor();

    await page.goto(`${portal}/explorer/getAccountsByAccountIdTransactions`);
    await page.locator('#call-AccountId').waitFor();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#call-AccountId')?.value.length === 36,
    );
    await page.locator('#call-pageSize').fill('25');
    await page.locator('#call-send').click();
    const answer = page.locator('#answer');
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/200[^]*as the document says[^]*"Transaction"/);
    await picture(page, 'explorer');

    await page.locator('#call-pageSize').fill('3');
    await page.locator('#call-send').click();
    await answer.getByText('pageSize').first().waitFor();
    await answer.getByRole('link', { name: 'Why was it refused?' }).waitFor();
    expect(await answer.innerText()).toMatch(/400[^]*not as documented[^]*U002/);
    expect(await seriousProblems(page)).toEqual([]);
    await answer.getByRole('link', { name: 'See it in its flow' }).click();
    await page.locator('#flow-view').waitFor();
    expect(await page.locator('#flow-view').innerText()).toContain('/transactions');
    expect(journey.complaints).toEqual([]);
  }, 60_000);

  it('asks twice before it leaves something at the bank', async () => {
    const { page } = journey;
    await page.goto(`${portal}/explorer/postAccountAccessConsents`);
    await page.locator('#call-send').click();
    await page.getByRole('dialog').getByText('waits for a customer').waitFor();
    expect(await page.locator('#answer').count()).toBe(0);
    await page.locator('#call-confirm').click();
    await page.locator('#answer').waitFor();
    expect(await page.locator('#answer').innerText()).toMatch(/201[^]*ConsentId/);
  }, 60_000);
});
