import { completeJourney, exchange, type FapiClient, type HttpsAnswer } from '@sandbank/testing';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose';
import { replaceCompromisedKeys, rotateKeys } from '../../src/issuer/key-commands.js';
import { startBankApis, type BankApi } from '../bank-api.js';
import { maya, startServer, type RunningServer } from '../running-server.js';
import { secret } from './key-process.js';

let server: RunningServer;
let issuers: readonly string[];
let apis: readonly BankApi[];
let stopApis: () => Promise<void>;

beforeAll(async () => {
  server = await startServer();
  issuers = [server.issuer, await server.another()];
  const started = await startBankApis(server, 2);
  ({ apis } = started);
  stopApis = () => started.stop();
});
afterAll(async () => {
  await stopApis();
  await server.stop();
});

const seconds = (): number => server.clock.nowSeconds();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const context = () => ({
  database: server.database.connect('authorizationServer', 1),
  secret,
  clock: server.clock,
});

/** One of the processes behind the one public address, in turn. */
const inTurn = <T>(all: readonly T[]): (() => T) => {
  let turn = 0;
  return () => all[turn++ % all.length]!;
};

/** What a client of the bank does all day; every answer that is no success is noted. */
class Load {
  readonly failures: string[] = [];
  readonly kids = new Set<string | undefined>();
  answers = 0;
  private isOver = false;
  private readonly running: Promise<void>[] = [];
  private readonly asking = new Set<Promise<HttpsAnswer>>();
  private readonly issuer = inTurn(issuers);
  private readonly api = inTurn(apis);

  /** Repeats a piece of work until the load is stopped. */
  begin(work: () => Promise<void>): void {
    const loop = async (): Promise<void> => {
      while (!this.isOver) {
        await work().catch((error: unknown) => this.failures.push(String(error)));
      }
    };
    this.running.push(loop());
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.running);
  }

  async note(asking: Promise<HttpsAnswer>): Promise<HttpsAnswer> {
    this.asking.add(asking);
    const answer = await asking.finally(() => this.asking.delete(asking));
    this.answers += 1;
    if (answer.status !== 200) this.failures.push(`${answer.status} ${answer.body}`);
    return answer;
  }

  /** Moves the time on by less than a proof lives, and lets no request see that twice. */
  async age(): Promise<void> {
    server.clock.advance(30);
    await pause(50);
    await Promise.allSettled(this.asking);
  }

  at(endpoint: string) {
    const proof = { claims: { htu: `${server.issuer}${endpoint}` } };
    return { url: `${this.issuer()}${endpoint}`, proof };
  }

  /** Takes a token and uses it for so long, which is shorter than it lives by more than a step of the clock. */
  async spendOneToken(client: FapiClient, forSeconds: number): Promise<void> {
    const token = await this.note(client.clientCredentials('accounts', this.at('/token')));
    const takenAt = seconds();
    const accessToken = String(token.json()['access_token']);
    this.kids.add(decodeProtectedHeader(accessToken).kid);
    while (!this.isOver && seconds() - takenAt < forSeconds) {
      await this.note(this.api().call(client, accessToken));
      await pause(10);
    }
  }

  /** Refreshes, and verifies with a set of keys that it keeps for ten minutes, whatever happens. */
  verifier(client: FapiClient, refreshToken: string): () => Promise<void> {
    let known: { readonly keys: JSONWebKeySet; readonly atSeconds: number } | undefined;
    return async () => {
      if (known === undefined || seconds() - known.atSeconds >= 600) {
        const answer = await this.note(exchange(`${this.issuer()}/jwks`, server.tls.ca));
        known = { keys: answer.json<JSONWebKeySet>(), atSeconds: seconds() };
      }
      const tokens = (await this.note(client.refresh(refreshToken, this.at('/token')))).json();
      for (const name of ['access_token', 'id_token']) {
        const token = tokens[name];
        if (typeof token !== 'string') continue;
        const currentDate = server.clock.now();
        await jwtVerify(token, createLocalJWKSet(known.keys), {
          currentDate,
          clockTolerance: 60,
        });
      }
      await pause(10);
    };
  }
}

describe('keys that rotate while two processes serve (OIDC-10.1.1)', () => {
  it('fail no request: tokens, calls with them, and verifiers that keep the keys for ten minutes', async () => {
    const client = await server.client();
    const other = await server.client('client-two');
    const { refreshToken = '' } = await completeJourney(client, maya);
    const load = new Load();
    for (const forSeconds of [110, 200, 230])
      load.begin(() => load.spendOneToken(other, forSeconds));
    load.begin(load.verifier(client, refreshToken));
    for (let rotation = 0; rotation < 4; rotation += 1) {
      await rotateKeys(context(), { bank: 'harbour' });
      // Half a minute at a time, so that processes are seen with memories of different ages.
      for (let step = 0; step < 25; step += 1) await load.age();
    }
    await load.stop();
    expect(load.failures).toEqual([]);
    expect(load.kids.size).toBeGreaterThanOrEqual(4);
    expect(load.answers).toBeGreaterThan(100);
  });

  it('end tokens of a compromised key within a minute, and what is issued then is good (SP-6.8)', async () => {
    const client = await server.client();
    const stolen = await client.clientCredentials('accounts');
    const accessToken = String(stolen.json()['access_token']);
    for (const api of apis) expect((await api.call(client, accessToken)).status).toBe(200);
    await replaceCompromisedKeys(context(), { bank: 'harbour', purpose: 'access_token' });
    // Servers look every two seconds; resource servers believe what they know for 45 seconds more.
    await pause(2500);
    server.clock.advance(45);
    for (const api of apis) expect((await api.call(client, accessToken)).status).toBe(401);
    const fresh = String((await client.clientCredentials('accounts')).json()['access_token']);
    for (const api of apis) expect((await api.call(client, fresh)).status).toBe(200);
  });
});

describe('the published set', () => {
  it('is not sent again to who has it, and is the same from every process (RFC 9110 13.1.2)', async () => {
    const [first, second] = await Promise.all(
      issuers.map((issuer) => exchange(`${issuer}/jwks`, server.tls.ca)),
    );
    expect(first!.body).toBe(second!.body);
    expect(first!.header('etag')).toMatch(/^"[\w-]{43}"$/);
    expect(first!.header('cache-control')).toBe('public, max-age=60');
    const known = { headers: { 'if-none-match': first!.header('etag') } };
    const again = await exchange(`${server.issuer}/jwks`, server.tls.ca, known);
    expect([again.status, again.body]).toEqual([304, '']);
    const changed = { headers: { 'if-none-match': '"another"' } };
    expect((await exchange(`${server.issuer}/jwks`, server.tls.ca, changed)).body).toBe(
      first!.body,
    );
  });
});
