import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { seriousProblems } from './browser/accessibility.js';
import { launchBrowser, newVisitor } from './browser/browser.js';
import { picture } from './browser/screenshots.js';
import { approvePayment, codeOnPhone } from './http/customer.js';
import { CustomerJourney } from './journeys/customer-journey.js';
import { errorPageAt } from './journeys/error-page.js';
import { Books } from './sandbox/books.js';
import { kill, type Victim } from './sandbox/processes.js';
import { RunningSandbox } from './sandbox/running-sandbox.js';
import { sandbox, type Customer } from './sandbox/sandbox.js';
import { ScriptApp, type PushedRequest, type Tokens } from './sandbox/script-app.js';

// A sandbox of its own: the bank is made impatient here, and its processes die.
const freshSeconds = 30;
let running: RunningSandbox;
let books: Books;
let app: ScriptApp;
let customer: Customer;
let portal: string;
let leftLying: { request: PushedRequest; expiresAtMilliseconds: number };

beforeAll(async () => {
  running = await RunningSandbox.prepare();
  await running.start();
  books = Books.open(running.home);
  await books.allowSignInsOf(freshSeconds);
  const description = sandbox(running.home);
  portal = description.portal;
  customer = description.customers.find(({ username }) => username === 'maya')!;
  app = await ScriptApp.discover(description);
  // Pushed now, looked at by the last test: the payments between are the wait.
  const request = await app.push();
  const expiresAtMilliseconds = performance.now() + request.expiresInSeconds * 1000;
  leftLying = { request, expiresAtMilliseconds };
}, 180_000);
afterAll(async () => {
  await books.close();
  await running.stop();
  running.remove();
}, 60_000);

const consentOf = (amount: string) => ({
  Initiation: {
    InstructionIdentification: 'E2E',
    EndToEndIdentification: 'E2E',
    InstructedAmount: { Amount: amount, Currency: 'GBP' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '00122084592555',
      Name: 'Tomos Rhys',
    },
  },
  Risk: {},
});

/** A payment that the customer has allowed just now, with more of what the pushed request says. */
const allowed = async (amount: string, changes: Readonly<Record<string, string>> = {}) => {
  const consent = consentOf(amount);
  const request = await app.push({
    scope: 'openid payments',
    authorization_details: JSON.stringify([{ type: 'urn:sandbank:domestic-payment:v1', consent }]),
    ...changes,
  });
  const tokens = await app.exchange(request, await approvePayment(request.url, customer));
  const { Initiation, Risk } = consent;
  return { tokens, order: { Data: { ConsentId: tokens.access.ConsentId, Initiation }, Risk } };
};

const untilHealthy = async (): Promise<void> => {
  const until = performance.now() + 30_000;
  while (performance.now() < until) {
    if (await running.isHealthy()) return;
    await delay(100);
  }
  throw new Error('not healthy again after 30 s');
};

const right = {
  ...{ total: 0, wrong: 0, wronglyHeld: 0, wronglyBooked: 0 },
  ...{ unconsumed: 0, unpaid: 0 },
};

/** What a script reads of one payment. */
interface PaymentBody {
  readonly Data: { readonly DomesticPaymentId: string; readonly Status: string };
}

describe('a script pays', () => {
  it('once, however the order is repeated', async () => {
    const { tokens, order } = await allowed('1.00');
    const key = randomUUID();
    const first = await app.pay(tokens.accessToken, order, key);
    expect(first.status).toBe(201);
    await books.untilSettled();
    // The same payment, as it stands now.
    const again = await app.pay(tokens.accessToken, order, key);
    const { DomesticPaymentId } = ((await first.json()) as PaymentBody).Data;
    expect([again.status, await again.json()]).toMatchObject([
      201,
      { Data: { DomesticPaymentId, Status: 'ACCC' } },
    ]);
    expect((await app.pay(tokens.accessToken, order, randomUUID())).status).toBe(400);
    expect(await books.faults()).toEqual(right);
  }, 60_000);

  it('with a sign-in that is fresh enough, or after another (RFC 9470)', async () => {
    const late = await allowed('1.00');
    await delay((freshSeconds + 1) * 1000);
    // A refreshed token is new, and tells of the same sign-in.
    const { accessToken } = await app.refresh(late.tokens.refreshToken);
    const refused = await app.pay(accessToken, late.order, randomUUID()).catch(challengeOf);
    expect(refused).toEqual({
      error: 'insufficient_user_authentication',
      acr_values: 'urn:openbanking:psd2:sca',
      max_age: String(freshSeconds),
    });
    const { acr_values, max_age } = refused as Record<'acr_values' | 'max_age', string>;
    const again = await allowed('1.00', { acr_values, max_age });
    expect((await app.pay(again.tokens.accessToken, again.order, randomUUID())).status).toBe(201);
    expect(await books.tracesOf(late.tokens.access.ConsentId)).toMatchObject({ payments: 0 });
  }, 90_000);

  it.each<Victim>(['resource-server', 'postgres'])(
    'all of it or nothing when %s dies under the order',
    async (victim) => {
      for (const milliseconds of [0, 4, 12]) {
        const { tokens, order } = await allowed('1.00');
        const key = randomUUID();
        const answer = app.pay(tokens.accessToken, order, key).catch(() => undefined);
        await delay(milliseconds);
        await kill(running.home, victim);
        const isPaid = (await answer)?.status === 201;
        await untilHealthy();
        const { status, payments, holds } = await tracesAfter(tokens);
        expect([`${status} ${payments} ${holds}`]).toEqual([
          payments === 1 ? 'CONSUMED 1 1' : 'AUTHORISED 0 0',
        ]);
        if (isPaid) expect(payments).toBe(1);
        // The order comes again, as it must: now there is one payment.
        expect((await app.pay(tokens.accessToken, order, key)).status).toBe(201);
        expect(await tracesAfter(tokens)).toEqual({ status: 'CONSUMED', payments: 1, holds: 1 });
        expect(await books.faults()).toEqual(right);
      }
      // Whatever was on its way when a process died has arrived, once.
      await books.untilSettled();
      expect(await books.faults()).toEqual(right);
    },
    180_000,
  );

  const tracesAfter = async ({ access }: Tokens) => {
    await books.close();
    books = Books.open(running.home);
    return books.tracesOf(access.ConsentId);
  };
});

/** The attributes of a challenge that a client acts upon. */
function challengeOf(error: unknown): Record<string, string> {
  const { cause } = error as { cause?: readonly { parameters: Record<string, string> }[] };
  const { error: code = '', acr_values = '', max_age = '' } = cause?.[0]?.parameters ?? {};
  return { error: code, acr_values, max_age };
}

describe('a customer pays with Tally', () => {
  let browser: Browser;
  let journey: CustomerJourney;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser.close());
  beforeEach(async () => {
    journey = await CustomerJourney.begin(browser, portal, customer);
  });
  afterEach(() => journey.end());

  const order = async ({ hold }: { hold: boolean }): Promise<void> => {
    const { page } = journey;
    await page.goto(`${portal}/pay`);
    await page.locator('#payee-tomos').check();
    await page.locator('#amount').fill('12.50');
    await page.locator('#reference').fill('Dinner on Friday');
    if (hold) await page.locator('#hold').check();
    await inEveryDress(page, 'pay');
    await page.locator('#pay').click();
  };

  /** At the bank; every page is looked at on the way where nobody is in a hurry. */
  const allow = async (look = async (_name: string): Promise<void> => {}): Promise<void> => {
    const { page } = journey;
    await page.locator('#username').waitFor();
    await look('payment-sign-in');
    await journey.signIn();
    await page.locator('#otp').waitFor();
    expect(await page.locator('#sms').innerText()).toMatch(/£12\.50 to Tomos Rhys/);
    await look('payment-code');
    await journey.enterCode(codeOnPhone(await page.content()));
    await page.locator('#consent-allow').waitFor();
    await page.locator('input[name="accounts"]').first().check();
    await look('payment-consent');
    await journey.allow();
    await page.locator('#payment').waitFor();
  };

  it('who is asked at the bank for amount, payee and one account, and has paid when back', async () => {
    await order({ hold: false });
    const { page } = journey;
    await allow((name) => inEveryDress(page, name));
    await page.locator('#payment-walk [data-status="ACCC"]').waitFor();
    expect(await page.locator('#payment').getAttribute('data-status')).toBe('paid');
    expect(await page.locator('#payment-title').innerText()).toBe('£12.50 paid to Tomos Rhys');
    expect(await page.locator('#payment-walk li').count()).toBe(6);
    await inEveryDress(page, 'payment-paid');
    expect(await books.faults()).toEqual(right);
    expect(journey.complaints).toEqual([]);
  }, 120_000);

  it('who waits too long is told why, signs in again, and has paid without being asked again', async () => {
    await order({ hold: true });
    await allow();
    const { page } = journey;
    await page.locator('#send-payment').waitFor();
    await delay((freshSeconds + 1) * 1000);
    await page.locator('#send-payment').click();
    await page.locator('#sign-in-again').waitFor();
    expect(await page.locator('#step-up-words').innerText()).toMatch(
      new RegExp(`fresh sign-in, at most ${freshSeconds} seconds old`),
    );
    await inEveryDress(page, 'payment-step-up');
    await page.locator('#sign-in-again').click();
    await allow();
    await page.locator('#payment[data-status="paid"]').waitFor();
    await page.locator('#payment-flow').click();
    await page.locator('#flow-view').waitFor();
    expect(await page.locator('#flow-view').innerText()).toContain('Make the payment');
    expect(await books.faults()).toEqual(right);
    expect(journey.complaints).toEqual([]);
  }, 180_000);
});

describe('a request that nobody took up', () => {
  it('has expired, and the page says so', async () => {
    const { request, expiresAtMilliseconds } = leftLying;
    await delay(Math.max(0, expiresAtMilliseconds + 1000 - performance.now()));
    const browser = await launchBrowser();
    try {
      const page = await (await newVisitor(browser)).newPage();
      expect(await errorPageAt(page, request.url)).toContain('invalid_request_uri');
    } finally {
      await browser.close();
    }
  }, 180_000);
});

const dresses = [
  { width: 1100, colorScheme: 'light' },
  { width: 1100, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;

/** Looks at a page wide and narrow, light and dark: nobody is shut out, and nothing runs out of the page. */
async function inEveryDress(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  for (const { width, colorScheme } of dresses) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: before.height });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect([name, width, colorScheme, overflow]).toEqual([name, width, colorScheme, 0]);
    await scratch(page, `${name}-${width}-${colorScheme}`);
    if (width === 1100) expect(await seriousProblems(page)).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(before);
  if (name === 'payment-consent') await picture(page, name);
}

async function scratch(page: Page, name: string): Promise<void> {
  const folder = process.env['SANDBANK_SCRATCH_SCREENSHOTS'];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
