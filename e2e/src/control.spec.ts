import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { approve } from './http/customer.js';
import { command } from './sandbox/operator-command.js';
import { sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp } from './sandbox/script-app.js';

const description = sandbox();
const { url, token_file: tokenFile } = description.control;
const token = readFileSync(tokenFile, 'utf8').trim();
const customer = description.customers.find(({ bank }) => bank === 'harbour')!;

const call = (method: string, path: string, body?: object): Promise<Response> =>
  fetch(`${url}/banks/harbour${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

describe('an operator of a running sandbox', () => {
  it('has a token that the first start made, for its owner alone and in no log', async () => {
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    expect((await call('GET', '/clients')).status).toBe(200);
    expect((await fetch(`${url}/banks/harbour/clients`)).status).toBe(401);
    const folder = join(sandboxHome(), 'logs');
    for (const file of readdirSync(folder))
      expect([file, readFileSync(join(folder, file), 'utf8').includes(token)]).toEqual([
        file,
        false,
      ]);
  });

  it('suspends a consent by command and takes it back over HTTPS, and the accounts close and open', async () => {
    const app = await ScriptApp.discover(description);
    const request = await app.push();
    const { callback } = await approve(request.url, customer);
    const { accessToken, access } = await app.exchange(request, callback);
    const open = () =>
      app.get(accessToken, '/accounts').then(
        () => true,
        () => false,
      );
    const words = ['consent', 'suspend', access.ConsentId, '--bank', 'harbour'];
    expect(await command([...words, '--reason', 'a complaint'])).toMatchObject({
      code: 0,
      output: `consent ${access.ConsentId} is SUSPENDED.\n`,
    });
    expect(await open()).toBe(false);
    const resumed = await call('POST', `/consents/${access.ConsentId}/resume`, {
      reason: 'solved',
    });
    expect(await resumed.json()).toEqual({ consent_id: access.ConsentId, status: 'AUTHORISED' });
    expect(await open()).toBe(true);
    const again = await command([...words.with(1, 'resume'), '--json']);
    expect([again.code, again.complaints]).toEqual([
      1,
      'the consent is AUTHORISED: there is nothing to resume\n',
    ]);
    expect((await command([...words.with(1, 'revoke'), '--json'])).json()).toEqual({
      ...{ consent_id: access.ConsentId, status: 'REVOKED' },
    });
    expect(await open()).toBe(false);
  });
});
