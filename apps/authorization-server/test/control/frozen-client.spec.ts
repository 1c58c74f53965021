import {
  authorizationResponse,
  BankVisitor,
  completeJourney,
  offeredAccounts,
  type FapiClient,
  type HttpsAnswer,
  type RequestOverrides,
} from '@sandbank/testing';
import { startBankApis, type BankApi } from '../bank-api.js';
import { resourceServerClient } from '../further-clients.js';
import { maya, startServer, type RunningServer } from '../running-server.js';
import { startControl, type RunningControl } from './running-control.js';

let server: RunningServer;
let control: RunningControl;
let client: FapiClient;
let introspector: FapiClient;
let apis: readonly BankApi[];
let stopApis: () => Promise<void>;
/** Two processes of the authorization server, by their own addresses. */
let servers: readonly string[];

beforeAll(async () => {
  server = await startServer();
  control = await startControl(server);
  client = await server.client();
  introspector = await resourceServerClient(server);
  ({ apis, stop: stopApis } = await startBankApis(server, 2));
  servers = [server.issuer, await server.another()];
});
afterAll(async () => {
  await stopApis();
  await control.stop();
  await server.stop();
});

const become = async (status: 'frozen' | 'active'): Promise<void> => {
  const answer = await control.call('PUT', '/banks/harbour/clients/client-one/status', { status });
  expect(answer.status).toBe(200);
};

/** One call at one of the processes, which all believe that they are the issuer. */
const at = (base: string, path: string): RequestOverrides => ({
  url: base + path,
  proof: { claims: { htu: server.issuer + path } },
});
const word = (answer: HttpsAnswer): string =>
  answer.status < 300 ? 'done' : `${answer.status} ${String(answer.json()['error'])}`;

/** A journey that stands before the redemption of its code. */
const approved = async () => {
  const pushed = await client.push();
  const visitor = new BankVisitor(server.tls.ca);
  const page = await visitor.signIn(await client.authorizationUrl(pushed.requestUri), maya);
  const callback = await visitor.press(page, 'consent-allow', { accounts: offeredAccounts(page) });
  return { pushed, code: authorizationResponse(client, pushed, callback).code };
};

describe('a client that is frozen', () => {
  it('is refused with all that it holds by every process at once, and gets it back when it is thawed', async () => {
    const held = await completeJourney(client, maya);
    const own = String((await client.clientCredentials('accounts')).json()['access_token']);
    const codes = [await approved(), await approved()];
    const requests = [await client.push(), await client.push()];
    const visitors = [new BankVisitor(server.tls.ca), new BankVisitor(server.tls.ca)];
    const asked = await client.push();
    const consentPage = await visitors[0]!.signIn(
      await client.authorizationUrl(asked.requestUri),
      maya,
    );

    const tokenCalls = async (): Promise<unknown[]> =>
      Promise.all(
        servers.map(async (base, index) => [
          word((await client.push(at(base, '/par'))).answer),
          word(await client.clientCredentials('accounts', at(base, '/token'))),
          word(await client.refresh(held.refreshToken!, at(base, '/token'))),
          word(
            await client.redeem(
              ...([codes[index]!.code, codes[index]!.pushed.codeVerifier] as const),
              at(base, '/token'),
            ),
          ),
        ]),
      );
    const worth = async (): Promise<unknown[]> => [
      ...(await Promise.all(
        apis.map(async (api) => [
          (await api.call(client, held.accessToken)).status,
          (await api.call(client, own)).status,
        ]),
      )),
      (await client.call(`${server.issuer}/userinfo`, held.accessToken)).status,
      (await introspector.introspect(held.accessToken)).json()['active'],
    ];

    expect(await worth()).toEqual([[200, 200], [200, 200], 200, true]);
    await become('frozen');
    const no = '401 invalid_client';
    expect(await tokenCalls()).toEqual([
      [no, no, no, no],
      [no, no, no, no],
    ]);
    expect(await worth()).toEqual([[401, 401], [401, 401], 401, false]);
    // Its requests open no page, and what a customer just read cannot be agreed to.
    const opened = await visitors[1]!.open(await client.authorizationUrl(requests[0]!.requestUri));
    expect([opened.url.origin, opened.answer.status]).toEqual([new URL(server.issuer).origin, 400]);
    const accounts = offeredAccounts(consentPage);
    const decided = await visitors[0]!.press(consentPage, 'consent-allow', { accounts });
    expect(decided.url.searchParams.get('code')).toBeNull();
    expect(decided.answer.status).toBeGreaterThanOrEqual(400);

    await become('active');
    expect(await worth()).toEqual([[200, 200], [200, 200], 200, true]);
    expect(await tokenCalls()).toEqual([
      ['done', 'done', 'done', 'done'],
      ['done', 'done', 'done', 'done'],
    ]);
    const page = await new BankVisitor(server.tls.ca).signIn(
      await client.authorizationUrl(requests[1]!.requestUri),
      maya,
    );
    expect(offeredAccounts(page)).not.toHaveLength(0);
  });
});
