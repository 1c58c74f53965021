import { RouteTable } from '@sandbank/platform';
import { exchange } from '@sandbank/testing';
import { startServer, type RunningServer } from '../running-server.js';
import { operatorToken, startControl, type RunningControl } from './running-control.js';

const routes = [
  'GET /banks/:bank/clients',
  'GET /banks/:bank/clients/:client_id',
  'GET /banks/:bank/keys',
  'GET /banks/:bank/record',
  'POST /banks/:bank/consents/:consent_id/resume',
  'POST /banks/:bank/consents/:consent_id/revoke',
  'POST /banks/:bank/consents/:consent_id/suspend',
  'POST /banks/:bank/grants/:grant_id/revoke',
  'POST /banks/:bank/keys/rotation',
  'PUT /banks/:bank/clients/:client_id/status',
];
const filled = (route: string): [string, string] => {
  const [method = '', pattern = ''] = route.split(' ');
  const id = '00000000-0000-4000-8000-000000000000';
  const path = pattern.replace(':bank', 'harbour').replace(':client_id', 'client-one');
  return [method, path.replace(/:\w+/, id)];
};

let server: RunningServer;
let control: RunningControl;
beforeAll(async () => {
  server = await startServer();
  control = await startControl(server);
});
// Each test has its own minute of wrong tokens.
beforeEach(() => server.clock.advance(60));
afterAll(async () => {
  await control.stop();
  await server.stop();
});

const status = async () => {
  const [row] = await server.database.query<{ status: string }>(
    `SELECT status FROM authorization_server.client WHERE client_id = 'client-one'`,
  );
  return row!.status;
};

describe('the control listener', () => {
  it('serves what is documented and nothing else', () => {
    expect(control.routes).toEqual(routes);
  });

  it.each(routes)('refuses %s to the anonymous and to whoever guesses', async (route) => {
    const [method, path] = filled(route);
    const body = method === 'PUT' ? { status: 'frozen' } : { reason: 'a stranger says so' };
    const sent = method === 'GET' ? undefined : body;
    const anonymous = await control.call(method, path, sent, {});
    expect(anonymous.status).toBe(401);
    expect(anonymous.header('www-authenticate')).toBe('Bearer realm="Sandbank control"');
    const interaction = anonymous.header('x-fapi-interaction-id');
    expect(anonymous.json()).toEqual({
      error: 'invalid_token',
      error_description: 'the control API wants the token of the operator',
      interaction_id: interaction,
    });
    for (const authorization of [
      `Bearer ${operatorToken}x`,
      `Bearer ${operatorToken.slice(0, -1)}`,
      `Basic ${operatorToken}`,
      'Bearer',
    ]) {
      const refused = await control.call(method, path, sent, { authorization });
      expect([authorization, refused.status]).toEqual([authorization, 401]);
    }
    expect(await status()).toBe('active');
  });

  it('has none of the routes of the banks, and the banks have none of its own', async () => {
    const ofBanks = server.service(RouteTable).list();
    expect(ofBanks.length).toBeGreaterThan(10);
    for (const route of ofBanks) {
      const [method, path] = filled(route.replace('/*', '/x'));
      expect([route, (await control.call(method, path)).status]).toEqual([route, 404]);
    }
    const metadata = await fetch(`${server.issuer}/.well-known/openid-configuration`);
    const { mtls_endpoint_aliases: aliases } = (await metadata.json()) as {
      mtls_endpoint_aliases: Record<string, string>;
    };
    const origins = [server.issuer, Object.values(aliases)[0]!].map((url) => new URL(url).origin);
    for (const route of routes) {
      const [method, path] = filled(route);
      for (const origin of origins) {
        const headers = { authorization: `Bearer ${operatorToken}` };
        const answer = await exchange(origin + path, server.tls.ca, { method, headers });
        expect([origin, route, answer.status]).toEqual([origin, route, 404]);
      }
    }
  });

  it('answers only so many wrong tokens, and keeps no operator out', async () => {
    const guess = () => control.call('GET', '/banks/harbour/clients', undefined, {});
    const answers = [];
    for (let count = 0; count < 11; count += 1) answers.push((await guess()).status);
    expect(answers).toEqual([...Array<number>(10).fill(401), 429]);
    expect((await guess()).header('retry-after')).toBe('6');
    expect((await control.call('GET', '/banks/harbour/clients')).status).toBe(200);
    server.clock.advance(6);
    expect((await guess()).status).toBe(401);
  });

  it('writes the token into no log', async () => {
    await control.call('GET', '/banks/harbour/clients');
    await control.call('GET', '/banks/harbour/nothing');
    await control.call('GET', `/banks/harbour/clients?access_token=${operatorToken}`);
    expect(control.log.join('')).toContain('/banks/:bank/clients');
    expect(control.log.join('') + server.log.join('')).not.toContain(operatorToken.slice(0, 30));
  });
});
