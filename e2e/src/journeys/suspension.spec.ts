import type { Browser } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser } from '../browser/browser.js';
import { Books } from '../sandbox/books.js';
import { carriedOut } from '../sandbox/operator-command.js';
import { sandbox, sandboxHome } from '../sandbox/sandbox.js';
import { CustomerJourney } from './customer-journey.js';

const { portal, customers } = sandbox();
const customer = customers.find(({ username }) => username === 'tomos')!;
let browser: Browser;
let journey: CustomerJourney;
let books: Books;
let consentId: string;

const signIn = async (): Promise<void> => {
  await journey.signIn();
  await journey.enterCode();
};
const seesData = () => journey.page.locator('#balance').first().waitFor();

beforeAll(async () => {
  books = Books.open(sandboxHome());
  browser = await launchBrowser();
  journey = await CustomerJourney.begin(browser, portal, customer);
  await journey.connect();
  await signIn();
  await journey.choose(1);
  await journey.allow();
  await seesData();
  const answer = await journey.context.request.get(`${portal}/api/banks`);
  const { banks } = (await answer.json()) as {
    banks: { connection?: { authorizationDetails: { ConsentId: string }[] } }[];
  };
  consentId = banks[0]!.connection!.authorizationDetails[0]!.ConsentId;
}, 60_000);
afterAll(async () => {
  await journey.end();
  await browser.close();
  await books.close();
});

describe('the app of a customer whose consent is suspended (U028)', () => {
  it('asks for a new sign-in when that is due, and shows the accounts again', async () => {
    const { page } = journey;
    await books.makeSignInDue(consentId);
    await page.reload();
    await page.locator('#suspended').waitFor();
    expect(await page.locator('#suspended').innerText()).toContain('wants you to sign in again');
    expect(await page.locator('#balance').count()).toBe(0);
    expect(await seriousProblems(page)).toEqual([]);
    await page.locator('#sign-in-again').click();
    await signIn();
    await journey.allow();
    await seesData();
    expect(await page.locator('#connected').innerText()).toContain('shares again');
    await page.locator('#connected a').click();
    await page.getByText('Push the authorization request').first().waitFor();
    expect(journey.complaints).toEqual([]);
  }, 60_000);

  it('says honestly that a sign-in does not lift what an operator has suspended', async () => {
    const { page } = journey;
    await carriedOut('consent', 'suspend', consentId, '--bank', 'harbour');
    await page.goto(`${portal}/accounts`);
    await page.locator('#sign-in-again').click();
    await page.getByText('does not let this permission be renewed').waitFor();
    expect(await page.locator('#sign-in-again').count()).toBe(0);
    expect(await seriousProblems(page)).toEqual([]);
    await carriedOut('consent', 'resume', consentId, '--bank', 'harbour');
    await page.reload();
    await seesData();
  }, 60_000);
});
