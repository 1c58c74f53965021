import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from './browser/browser.js';
import { approve } from './http/customer.js';
import { SecretsRecorder } from './http/secrets-recorder.js';
import { CustomerJourney } from './journeys/customer-journey.js';
import { sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp } from './sandbox/script-app.js';

const description = sandbox();
const customer = description.customers.find(({ bank }) => bank === 'harbour')!;
const recorder = new SecretsRecorder();

const logs = (): Map<string, string> => {
  const folder = join(sandboxHome(), 'logs');
  return new Map(
    readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
};

/** A journey of the script app, over plain fetch: every value on the wire is seen. */
const journeyOfTheScript = async (): Promise<void> => {
  recorder.start();
  try {
    const app = await ScriptApp.discover(description);
    const request = await app.push();
    const { callback } = await approve(request.url, customer);
    recorder.keepParameters(callback.searchParams);
    const tokens = await app.exchange(request, callback);
    await app.get(tokens.accessToken, '/accounts');
    const refreshed = await app.refresh(tokens.refreshToken);
    await app.get(refreshed.accessToken, '/transactions');
    // A refusal is logged with more words than a success: let some happen to the same secrets.
    await expect(app.exchange(request, callback)).rejects.toThrow();
    await expect(app.refresh(`${tokens.refreshToken}x`)).rejects.toThrow();
    await expect(app.get(`${tokens.accessToken}x`, '/accounts')).rejects.toThrow();
    recorder.keep('PKCE verifier', request.verifier);
  } finally {
    recorder.stop();
  }
};

/** A journey through the portal: what the browser holds and passes on. */
const journeyOfTheCustomer = async (): Promise<void> => {
  const browser = await launchBrowser();
  const journey = await CustomerJourney.begin(browser, description.portal, customer);
  journey.page.on('request', (request) => {
    recorder.keepParameters(new URL(request.url()).searchParams);
  });
  await journey.connect();
  await journey.signIn();
  await journey.enterCode();
  await journey.choose(2);
  for (const { value } of await journey.context.cookies()) recorder.keep('cookie', value);
  await journey.allow();
  await journey.page.locator('#accounts').waitFor();
  for (const { value } of await journey.context.cookies()) recorder.keep('cookie', value);
  await journey.end();
  await browser.close();
};

/** Six digits stand by chance inside of some identifier among a hundred thousand: a short secret counts where it stands alone. */
const holds = (text: string, secret: string): boolean =>
  secret.length > 8
    ? text.includes(secret)
    : new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(text);

describe('the logs of a whole journey', () => {
  beforeAll(async () => {
    await journeyOfTheScript();
    await journeyOfTheCustomer();
  }, 120_000);

  it('are there, one for each server, and speak of the journey', () => {
    const files = [...logs().keys()].join(' ');
    for (const app of ['authorization-server', 'resource-server', 'directory', 'tpp-portal']) {
      expect(files).toContain(app);
    }
    expect(logs().get('authorization-server.log')).toContain('client-script');
  });

  it('were searched for every kind of secret', () => {
    const kinds = [...recorder.secrets.keys()];
    for (const kind of [
      'access_token',
      'client_assertion',
      'code',
      'code_verifier',
      'cookie',
      'DPoP proof',
      'id_token',
      'otp',
      'password',
      'refresh_token',
      'request_uri',
    ]) {
      expect(kinds).toContain(kind);
    }
  });

  it('hold none of them', () => {
    const leaks: string[] = [];
    for (const [file, text] of logs()) {
      for (const [kind, values] of recorder.secrets) {
        if ([...values].some((value) => holds(text, value))) leaks.push(`${kind} in ${file}`);
      }
    }
    expect(leaks).toEqual([]);
  });

  it('hold nothing of the shape of a JWT or a request_uri', () => {
    for (const [file, text] of logs()) {
      expect({
        file,
        found: /eyJ[\w-]{8,}\.eyJ[\w-]{8,}|request_uri:[\w-]{8,}/.exec(text)?.[0],
      }).toEqual({
        file,
        found: undefined,
      });
    }
  });
});
