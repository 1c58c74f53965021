import { existsSync } from 'node:fs';
import { chromiumFiles } from './chromium-files.js';
import { launchBrowser, newVisitor } from './browser.js';

describe('the browser of the journeys', () => {
  it('comes out of the npm package where the machine has none', () => {
    const { executablePath, env } = chromiumFiles('npm');
    expect(executablePath).toMatch(/node_modules\/\.cache\/sandbank-chromium-[\d.]+\/chromium$/);
    for (const folder of Object.values(env)) expect(existsSync(folder)).toBe(true);
  });

  it('draws a page with text', async () => {
    const browser = await launchBrowser();
    const page = await (await newVisitor(browser)).newPage();
    await page.setContent('<h1 id="title">Harbour Bank</h1>');
    const width = await page.locator('#title').evaluate((title) => {
      const range = document.createRange();
      range.selectNodeContents(title);
      return range.getBoundingClientRect().width;
    });
    await browser.close();
    expect(width).toBeGreaterThan(50);
  }, 60_000);
});
