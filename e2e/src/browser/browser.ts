import { chromium, type Browser, type BrowserContext, type LaunchOptions } from 'playwright-core';
import { chromiumFiles } from './chromium-files.js';

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  // Whatever a page asks for beyond this machine fails at once instead of leaving it.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

const isRoot = process.getuid?.() === 0;

/** Starts a headless Chromium that speaks to this machine alone. */
export const launchBrowser = async (files = chromiumFiles()): Promise<Browser> => {
  const { executablePath, env } = files;
  const options: LaunchOptions = {
    executablePath,
    args: quiet,
    env: { ...process.env, ...env },
    chromiumSandbox: !isRoot,
  };
  try {
    return await chromium.launch(options);
  } catch (cause) {
    // Root must, and a container without user namespaces can only, go without Chromium's own sandbox.
    if (isRoot) throw cause;
    return chromium.launch({ ...options, chromiumSandbox: false });
  }
};

/**
 * A fresh customer's browser. It does not check certificates: a bare machine has no tool to put the sandbox's CA into a
 * browser's store. That TLS is right is proved by the Node clients of these tests, which trust that CA and no other.
 */
export const newVisitor = async (browser: Browser): Promise<BrowserContext> => {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1100, height: 900 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  return context;
};
