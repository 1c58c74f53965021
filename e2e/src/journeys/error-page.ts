import type { Page } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';

/** Opens an address that leads to an error without a way back; resolves to the page's words, once it is fit to be read. */
export const errorPageAt = async (page: Page, url: URL): Promise<string> => {
  const response = await page.goto(url.href);
  expect(response?.status()).toBe(400);
  expect(new URL(page.url()).pathname).toBe(url.pathname);
  expect(await seriousProblems(page)).toEqual([]);
  const words = await page.locator('#oauth-error').innerText();
  // The reference to quote: the interaction id.
  expect(words).toMatch(/[\da-f]{8}-[\da-f-]{27}/);
  return words;
};
