import { existsSync } from 'node:fs';
import { sandbox } from '../sandbox/sandbox.js';
import { launchBrowser, newVisitor } from './browser.js';
import { chromiumFiles, packagedChromium, type ChromiumFiles } from './chromium-files.js';

/** The width of the heading of a page that the sandbox serves, in pixels: TLS works, and so do fonts. */
const widthOfHeading = async (files: ChromiumFiles): Promise<number> => {
  const browser = await launchBrowser(files);
  try {
    const page = await (await newVisitor(browser)).newPage();
    await page.goto(sandbox().portal);
    return await page
      .locator('h1')
      .first()
      .evaluate((heading) => {
        const range = document.createRange();
        range.selectNodeContents(heading);
        return range.getBoundingClientRect().width;
      });
  } finally {
    await browser.close();
  }
};

describe('the browser of the journeys', () => {
  it('is unpacked from the npm package where the machine has none', () => {
    const { executablePath, env } = chromiumFiles('npm');
    expect(executablePath).toMatch(/node_modules\/\.cache\/sandbank-chromium-[\d.]+\/chromium$/);
    for (const place of Object.values(env)) expect(existsSync(place)).toBe(true);
  });

  it('opens a page of the sandbox', async () => {
    expect(await widthOfHeading(chromiumFiles())).toBeGreaterThan(50);
  });

  // The package holds a Chromium for this kind of machine alone.
  if (process.platform === 'linux' && process.arch === 'x64') {
    it('does so as on a machine without NSS, SQLite and fonts', async () => {
      expect(await widthOfHeading(packagedChromium(true))).toBeGreaterThan(50);
    });
  }
});
