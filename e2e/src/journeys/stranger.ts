import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { newVisitor } from '../browser/browser.js';

/** An application as the stranger takes it home: its files in one folder. */
export interface OwnApplication {
  readonly id: string;
  readonly folder: string;
  readonly program: string;
  readonly keyFile: string;
  readonly certificateAuthority: string;
}

/** A developer whom nobody knows, in front of the portal. */
export class Stranger {
  /** Every body that the portal's pages sent. */
  readonly sent: string[] = [];
  /** What the browser complained of. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly portal: string,
  ) {
    page.on('request', (request) => this.sent.push(request.postData() ?? ''));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  static async arrive(browser: Browser, portal: string): Promise<Stranger> {
    const context = await newVisitor(browser);
    return new Stranger(context, await context.newPage(), portal);
  }

  async signUp(email: string): Promise<void> {
    const { page } = this;
    await page.goto(this.portal);
    await page.getByRole('link', { name: 'Sign up' }).first().click();
    await page.getByLabel('Your name').fill('Sam Ashdown');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('four gulls on a jetty');
    await page.locator('#sign-up').click();
    await page.waitForURL(`${this.portal}/apps`);
  }

  /** Walks through the wizard, with keys made in this browser, and downloads everything into a folder of its own. */
  async makeApplication(
    name: string,
    constraint: 'dpop' | 'mtls',
    redirectUri: string,
    home: string,
  ): Promise<OwnApplication> {
    const { page } = this;
    const folder = join(home, constraint);
    mkdirSync(folder);
    await page.goto(`${this.portal}/apps/new`);
    await page.locator('#app-name').fill(name);
    await page.locator('#continue').click();
    // The whole card is the label of its radio button.
    await page.locator(`label:has(input[name="constraint"][value="${constraint}"])`).click();
    await page.locator('#continue').click();
    await page.locator('#make-keys').click();
    const keyFile = await this.download('#download-keys', folder);
    await page.locator('#continue').click();
    await page.getByLabel('Redirect URI').fill(redirectUri);
    await page.locator('#continue').click();
    await page.locator('input[name="bank"][value="harbour"]:checked').waitFor();
    await page.locator('#make-app').click();
    await page.getByRole('heading', { name: 'Your application is ready' }).waitFor();
    const certificateAuthority = await this.download('#download-ca', folder);
    if (constraint === 'mtls') await this.download('#download-certificate', folder);
    const program = await this.download('#download-snippet', folder);
    const id = /\/apps\/([^/]+)/.exec(page.url())?.[1] ?? '';
    return { id, folder, program, keyFile, certificateAuthority };
  }

  async leave(): Promise<void> {
    await this.context.close();
  }

  private async download(button: string, folder: string): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.locator(button).click(),
    ]);
    await download.saveAs(join(folder, download.suggestedFilename()));
    return download.suggestedFilename();
  }
}
