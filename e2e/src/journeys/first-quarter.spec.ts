import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@sandbank/testing';
import type { Browser } from 'playwright-core';
import { seriousProblems } from '../browser/accessibility.js';
import { launchBrowser } from '../browser/browser.js';
import { picture } from '../browser/screenshots.js';
import { sandbox } from '../sandbox/sandbox.js';
import { CustomerJourney } from './customer-journey.js';
import { DownloadedProgram } from './downloaded-program.js';
import { Stopwatch } from './stopwatch.js';
import { Stranger, type OwnApplication } from './stranger.js';

const { portal, customers } = sandbox();
const customer = customers.find(({ username }) => username === 'maya')!;
const watch = new Stopwatch('A stranger’s first quarter of an hour');
const home = mkdtempSync(join(tmpdir(), 'sandbank-stranger-'));
let browser: Browser;
let stranger: Stranger;
let dpop: OwnApplication;

beforeAll(async () => {
  browser = await launchBrowser();
  DownloadedProgram.furnish(home);
  stranger = await Stranger.arrive(browser, portal);
}, 60_000);
afterAll(async () => {
  await stranger.leave();
  await browser.close();
  rmSync(home, { recursive: true, force: true });
  watch.tell();
});

const redirectUri = async (): Promise<string> => `http://127.0.0.1:${await freePort()}/callback`;

const start = ({ folder, program, certificateAuthority }: OwnApplication): DownloadedProgram =>
  DownloadedProgram.run(folder, program, certificateAuthority);

/** Starts the program, and lets a customer share one account with it at the address that it prints. */
async function runWithCustomer(application: OwnApplication): Promise<string> {
  const program = start(application);
  const address = await program.says(/https:\S+request_uri=\S+/);
  const journey = await CustomerJourney.begin(browser, portal, customer);
  await journey.page.goto(address);
  await journey.signIn();
  await journey.enterCode();
  await journey.choose(1);
  await journey.allow();
  await journey.page.getByText('Done. Look at the terminal.').waitFor();
  await journey.end();
  const { code, output } = await program.end();
  expect({ code, output }).toMatchObject({ code: 0 });
  return output;
}

/** Nothing that the pages sent holds the private half of a key in the file. */
function expectNeverSent({ folder, keyFile }: OwnApplication): void {
  const keys = JSON.parse(readFileSync(join(folder, keyFile), 'utf8')) as {
    signing: { jwk: { d: string } };
    transport: { pem: string };
  };
  const [, pemLine = ''] = keys.transport.pem.split('\n');
  expect(keys.signing.jwk.d).toMatch(/^[\w-]{43}$/);
  expect(pemLine).toHaveLength(64);
  const sent = stranger.sent.join('\n');
  expect(sent).toContain('BEGIN CERTIFICATE REQUEST');
  expect(sent).not.toContain(keys.signing.jwk.d);
  expect(sent).not.toContain(pemLine);
  expect(sent).not.toContain('PRIVATE KEY');
}

it('signs up and registers an application at harbour with keys made in the browser', async () => {
  await watch.lap('sign up', () => stranger.signUp(`${randomUUID()}@ashdown.example`));
  dpop = await watch.lap('wizard, certificate, registration', async () =>
    stranger.makeApplication('Budget Pal', 'dpop', await redirectUri(), home),
  );
  expect(await seriousProblems(stranger.page)).toEqual([]);
  expectNeverSent(dpop);
}, 60_000);

it('runs the consent journey in a process of its own, and watches each rule being kept', async () => {
  const output = await watch.lap('first consent (DPoP)', () => runWithCustomer(dpop));
  expect(output).toMatch(/GET \/aisp\/accounts: 200/);
  expect(output).toMatch(/"AccountId"/);

  const { page } = stranger;
  await page.goto(`${portal}/apps/${dpop.id}/flows`);
  await page.locator(`a[href*="/apps/${dpop.id}/flows/"]`).first().click();
  const flow = page.locator('#flow-view');
  await flow.waitFor();
  await flow.getByText('/accounts').filter({ visible: true }).first().waitFor();
  for (const endpoint of ['/par', '/authorize', '/token'])
    expect(await flow.innerText()).toContain(endpoint);
  expect(await seriousProblems(page)).toEqual([]);
  await page.goto(`${page.url().split('?')[0]}/hops/1${new URL(page.url()).search}`);
  await page.locator('#hop-title').waitFor();
  const before = page.viewportSize()!;
  // Wide enough for the diagram and the chosen hop beside each other.
  await page.setViewportSize({ width: 1360, height: before.height });
  await picture(page, 'own-flow');
  await page.setViewportSize(before);
}, 60_000);

it('does it again with a certificate of the directory and tokens bound to it', async () => {
  const mtls = await watch.lap('wizard again (mTLS)', async () =>
    stranger.makeApplication('Ledger Pal', 'mtls', await redirectUri(), home),
  );
  const output = await watch.lap('consent (mTLS)', () => runWithCustomer(mtls));
  expect(output).toMatch(/GET \/aisp\/accounts: 200/);
  expectNeverSent(mtls);
}, 60_000);

it('makes a mistake, and reads in the portal what was wrong with it', async () => {
  const file = join(dpop.folder, dpop.program);
  const right = readFileSync(file, 'utf8');
  const wrong = right.replace('payload.aud = issuer;', 'payload.aud = `${issuer}/token`;');
  expect(wrong).not.toBe(right);
  writeFileSync(file, wrong);
  const { code, output } = await watch.lap('a wrong aud is refused', () => start(dpop).end());
  expect(code).toBe(1);
  expect(output).toMatch(/401 .*invalid_client/s);

  const { page } = stranger;
  await watch.lap('and explained', async () => {
    await page.goto(/Why\? (\S+)/.exec(output)?.[1] ?? '');
    await page.locator('#rejections article').first().waitFor();
  });
  const explained = await page.locator('#rejections article').first().innerText();
  await picture(page, 'refusal');
  expect(explained).toContain('SP-5.3.2.1-8');
  expect(explained).toMatch(/Expected\s+https:\/\/localhost:\d+\/harbour\s/);
  expect(explained).toMatch(/Received\s+https:\/\/localhost:\d+\/harbour\/token\s/);
  expect(await seriousProblems(page)).toEqual([]);
  expect(stranger.complaints).toEqual([]);
}, 60_000);
