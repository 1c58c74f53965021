import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@sandbank/testing';
import { approve, offeredAccounts, signIn } from './http/customer.js';
import { PageVisitor } from './http/page-visitor.js';
import { EventReceiver } from './sandbox/event-receiver.js';
import { isRunning, kill, processesOf, type Victim } from './sandbox/processes.js';
import { RunningSandbox } from './sandbox/running-sandbox.js';
import { sandbox } from './sandbox/sandbox.js';
import { ScriptApp, type Tokens } from './sandbox/script-app.js';

// A sandbox of its own: what dies here may not disturb the other journeys.
let running: RunningSandbox;
let app: ScriptApp;
let customer: { username: string; password: string; code: string };
let earlier: Tokens;
let earlierEntries: string[];
let receiverPort: number;
let receiver: EventReceiver | undefined;

interface Transactions {
  Data: { Transaction: { TransactionId: string }[] };
}

const entriesSeenWith = async (tokens: Tokens): Promise<string[]> => {
  const path = `/accounts/${tokens.access.AccountIds[0]!}/transactions`;
  const { Data } = await app.get<Transactions>(tokens.accessToken, path);
  return Data.Transaction.map(({ TransactionId }) => TransactionId);
};

const untilHealthy = async (withinSeconds = 30): Promise<void> => {
  const until = performance.now() + withinSeconds * 1000;
  while (performance.now() < until) {
    if (await running.isHealthy()) return;
    await delay(100);
  }
  throw new Error(`not healthy again after ${withinSeconds} s`);
};

/** Ends a process as a power cut would, and waits until the launcher has mended it. */
const killAndRecover = async (victim: Victim): Promise<void> => {
  await kill(running.home, victim);
  await untilHealthy();
};

const expectNothingLost = async (): Promise<void> => {
  const refreshed = await app.refresh(earlier.refreshToken);
  expect(refreshed.access.ConsentId).toBe(earlier.access.ConsentId);
  expect(refreshed.access.AccountIds).toEqual(earlier.access.AccountIds);
  expect(await entriesSeenWith(refreshed)).toEqual(earlierEntries);
};

beforeAll(async () => {
  running = await RunningSandbox.prepare();
  receiverPort = await freePort();
  await running.start({ SANDBANK_FETCH_ALLOWED_HOSTS: `localhost:${receiverPort}` });
  const description = sandbox(running.home);
  customer = description.customers.find(({ bank }) => bank === 'harbour')!;
  app = await ScriptApp.discover(description);
  const request = await app.push();
  earlier = await app.exchange(request, (await approve(request.url, customer)).callback);
  earlierEntries = await entriesSeenWith(earlier);
}, 180_000);

afterAll(async () => {
  receiver?.stop();
  await running.stop();
  running.remove();
}, 60_000);

describe('kill -9 loses nothing that was answered', () => {
  it.each<Victim>(['authorization-server', 'resource-server', 'postgres'])(
    'a code that was issued before %s died is good after it',
    async (victim) => {
      const request = await app.push();
      const { callback, chosenAccountIds } = await approve(request.url, customer);
      await killAndRecover(victim);
      const tokens = await app.exchange(request, callback);
      expect([...tokens.access.AccountIds].sort()).toEqual([...chosenAccountIds].sort());
      expect(await entriesSeenWith(tokens)).not.toHaveLength(0);
      await expectNothingLost();
    },
    120_000,
  );

  it('a pushed request, and the interaction it began, outlive the authorization server', async () => {
    const request = await app.push();
    await killAndRecover('authorization-server');
    const visitor = new PageVisitor(request.url.origin);
    const consentPage = await signIn(visitor, request.url, customer);
    await killAndRecover('authorization-server');
    const accounts = offeredAccounts(consentPage.html).slice(0, 1);
    const { url } = await visitor.press(consentPage, 'consent-allow', { accounts });
    const tokens = await app.exchange(request, url);
    expect(tokens.access.AccountIds).toEqual(accounts);
  }, 120_000);

  it('a decision counts whole or not at all when the database dies under it', async () => {
    const request = await app.push();
    const visitor = new PageVisitor(request.url.origin);
    const consentPage = await signIn(visitor, request.url, customer);
    const accounts = offeredAccounts(consentPage.html).slice(0, 1);
    const decision = visitor
      .press(consentPage, 'consent-allow', { accounts })
      .catch((error: unknown) => error as Error);
    await Promise.all([decision, killAndRecover('postgres')]);
    const answer = await decision;
    const isAnswered = !(answer instanceof Error) && answer.url.searchParams.has('code');
    if (isAnswered) {
      const tokens = await app.exchange(request, answer.url);
      expect(tokens.access.AccountIds).toEqual(accounts);
    }
    await expectNothingLost();
  }, 120_000);

  it('an event that the receiver refused before the resource server died is told again after it', async () => {
    receiver = await EventReceiver.start(running.home, receiverPort);
    receiver.status = 503;
    const own = await app.ownToken('accounts');
    const CallbackUrl = `https://localhost:${receiverPort}/events`;
    const wish = { Data: { CallbackUrl, Version: '4.0' } };
    expect((await app.post(own, 'event-subscriptions', wish)).status).toBe(201);
    const request = await app.push();
    const given = await app.exchange(request, (await approve(request.url, customer)).callback);
    const { control } = sandbox(running.home);
    const revoked = await fetch(
      `${control.url}/banks/harbour/consents/${given.access.ConsentId}/revoke`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${readFileSync(control.token_file, 'utf8').trim()}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ reason: 'a complaint' }),
      },
    );
    expect(revoked.status).toBe(200);
    const [jti] = await receiver.until(1);
    expect(jti).toBeDefined();
    await killAndRecover('resource-server');
    receiver.status = 202;
    const before = receiver.arrivals.length;
    const after = await receiver.until(before + 1);
    expect(after.slice(before)).toEqual([jti]);
    expect(await (await app.post(own, 'events', { returnImmediately: true })).json()).toEqual({
      ...{ moreAvailable: false, sets: {} },
    });
  }, 120_000);

  it('the servers end with their launcher, and the next start has everything', async () => {
    const request = await app.push();
    const { callback, chosenAccountIds } = await approve(request.url, customer);
    const servers = Object.entries(processesOf(running.home)).filter(
      ([name]) => name !== 'postgres',
    );
    expect(servers).toHaveLength(4);
    await running.kill();
    const until = performance.now() + 10_000;
    while (servers.some(([, pid]) => isRunning(pid)) && performance.now() < until) await delay(100);
    expect(servers.filter(([, pid]) => isRunning(pid)).map(([name]) => name)).toEqual([]);

    await running.start({ SANDBANK_FETCH_ALLOWED_HOSTS: `localhost:${receiverPort}` });
    const tokens = await app.exchange(request, callback);
    expect([...tokens.access.AccountIds].sort()).toEqual([...chosenAccountIds].sort());
    await expectNothingLost();
  }, 180_000);
});
