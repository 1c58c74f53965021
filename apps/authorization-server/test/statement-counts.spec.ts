import {
  authorizationResponse,
  BankVisitor,
  offeredAccounts,
  type FapiClient,
} from '@sandbank/testing';
import pg from 'pg';
import { startBankApis, type BankApi } from './bank-api.js';
import { resourceServerClient } from './further-clients.js';
import { maya, startServer, type RunningServer } from './running-server.js';

type Query = (this: pg.Client, ...all: unknown[]) => unknown;
const query = pg.Client.prototype.query as Query;

// What is looked up once in a while and kept, and what is written after the answer.
const aside = /^(client\.|issuer\.|signing_key\.|rejection\.|exchange\.|bank\.)/;

/** Every word of the servers to PostgreSQL, by the name of its statement; each is a round trip. */
const said: string[] = [];

describe('round trips to the database', () => {
  let server: RunningServer;
  let client: FapiClient;
  let bank: FapiClient;
  let api: BankApi;
  let stopApis: () => Promise<void>;
  const counted = new Map<string, readonly string[]>();

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
    bank = await resourceServerClient(server);
    const started = await startBankApis(server, 1);
    [api] = started.apis as [BankApi];
    stopApis = started.stop;
    pg.Client.prototype.query = function (this: pg.Client, ...all: unknown[]) {
      if (this.user !== 'postgres') said.push(nameOf(all[0]));
      return query.apply(this, all);
    } as typeof pg.Client.prototype.query;
    // The first time much is read that is read but once, and nonces become known.
    await walk();
    await walk();
  });
  afterAll(async () => {
    pg.Client.prototype.query = query as typeof pg.Client.prototype.query;
    await stopApis();
    await server.stop();
  });

  async function count<T>(step: string, work: () => Promise<T>): Promise<T> {
    said.length = 0;
    const result = await work();
    counted.set(
      step,
      said.filter((name) => !aside.test(name)),
    );
    return result;
  }

  /** A customer's whole way, and what an app does with it. */
  async function walk(): Promise<void> {
    const pushed = await count('push', () => client.push());
    const visitor = new BankVisitor(server.tls.ca);
    const url = await client.authorizationUrl(pushed.requestUri);
    const login = await count('authorize', () => visitor.open(url));
    const code = await count('password', () => visitor.press(login, 'login-submit', maya));
    const otp = { otp: maya.code };
    const consent = await count('code', () => visitor.press(code, 'login-submit', otp));
    const accounts = offeredAccounts(consent);
    const back = await count('allow', () => visitor.press(consent, 'consent-allow', { accounts }));
    const response = authorizationResponse(client, pushed, back);
    const redeemed = await count('redeem', () => client.redeem(response.code, pushed.codeVerifier));
    const { access_token: access, refresh_token: refresh } = redeemed.json();
    await count('call', () => api.call(client, String(access)));
    await count('refresh', () => client.refresh(String(refresh)));
    await count('introspect', () => bank.introspect(String(access)));
    await count('revoke', () => client.revoke(String(refresh)));
  }

  it.each([
    ['push', ['pushed_request.insert']],
    [
      'authorize',
      ['pushed_request.find', 'interaction.insert', 'pushed_request.open', 'interaction.find'],
    ],
    [
      'password',
      [
        ...['interaction.find', 'customer.attempt_password', 'sign_in_throttle.forgive'],
        ...['interaction.password_accepted', 'interaction.find'],
      ],
    ],
    [
      'code',
      [
        ...['interaction.find', 'sign_in_throttle.attempt', 'sign_in_throttle.forgive'],
        ...['interaction.code_accepted', 'interaction.find'],
      ],
    ],
    [
      'allow',
      [
        ...['interaction.find', 'BEGIN', 'interaction.complete', 'consent.authorise'],
        ...['authorization_code.insert', 'audit.tell', 'COMMIT'],
      ],
    ],
    ['redeem', ['authorization_code.find', 'authorization_code.redeem']],
    ['call', ['protected_resource.access']],
    ['refresh', ['refresh_token.use']],
    ['introspect', ['introspection.standing']],
    ['revoke', ['revocation.refresh_token']],
  ])('%s: %j', (step, names) => {
    expect([...(counted.get(step) ?? [])].sort()).toEqual([...names].sort());
  });
});

function nameOf(asked: unknown): string {
  if (typeof asked === 'string') return asked;
  const { name, text } = asked as { readonly name?: string; readonly text?: string };
  return name ?? text ?? 'nothing';
}
