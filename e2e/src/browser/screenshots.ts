import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

const images = resolve(import.meta.dirname, '../../../docs/images');
/** About what the README shows beside each other, in pixels. */
const heightMax = 1760;

/** Writes docs/images/<name>.png when SANDBANK_SCREENSHOTS is set: a test run by itself leaves the tree clean. */
export const picture = async (page: Page, name: string): Promise<void> => {
  if (process.env['SANDBANK_SCREENSHOTS'] === undefined) return;
  mkdirSync(images, { recursive: true });
  const before = page.viewportSize()!;
  // A window as high as the page: what sticks to the window then stands where a reader expects it.
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  const height = Math.min(whole, heightMax);
  await page.setViewportSize({ width: before.width, height });
  await page.screenshot({ path: resolve(images, `${name}.png`) });
  await page.setViewportSize(before);
};
