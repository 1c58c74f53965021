import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newVisitor } from '../browser/browser.js';
import type { Customer } from '../sandbox/sandbox.js';

/** A customer in front of a browser, on the way from the app to the bank and back. */
export class CustomerJourney {
  /** What the browser complained of: script errors, and what a content security policy stopped. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly portal: string,
    private readonly customer: Customer,
  ) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused request is no complaint: some journeys are about being refused.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
  }

  static async begin(
    browser: Browser,
    portal: string,
    customer: Customer,
  ): Promise<CustomerJourney> {
    const context = await newVisitor(browser);
    return new CustomerJourney(context, await context.newPage(), portal, customer);
  }

  /** Opens the portal and connects the bank: ends on the bank's sign-in page. */
  async connect(): Promise<void> {
    await this.page.goto(this.portal);
    await this.page.locator('#connect-harbour').click();
    await this.page.locator('#username').waitFor();
  }

  async signIn(password = this.customer.password): Promise<void> {
    await this.page.locator('#username').fill(this.customer.username);
    await this.page.locator('#password').fill(password);
    await this.page.locator('#login-submit').click();
  }

  async enterCode(code = this.customer.code): Promise<void> {
    await this.page.locator('#otp').fill(code);
    await this.page.locator('#login-submit').click();
  }

  /** Ticks the first accounts offered and resolves to how many there were. */
  async choose(count: number): Promise<number> {
    const boxes = this.page.locator('input[name="accounts"]');
    await boxes.first().waitFor();
    const offered = await boxes.count();
    for (let index = 0; index < count; index += 1) await boxes.nth(index).check();
    return offered;
  }

  async allow(): Promise<void> {
    await this.page.locator('#consent-allow').click();
  }

  async cancel(): Promise<void> {
    await this.page.locator('#cancel').click();
  }

  /** Waits until the browser is back at the app and resolves to what it says went wrong. */
  async refusalAtTheApp(): Promise<string> {
    await this.page.waitForURL((url) => url.origin === new URL(this.portal).origin);
    return this.page.locator('#journey-error').innerText();
  }

  async end(): Promise<void> {
    await this.context.close();
  }
}
