import { newKey, publicJwk, testTls, TestClock } from '@sandbank/testing';
import type { JWK } from 'jose';
import type { Manners } from './bank/manners.js';
import { startTestBank, type TestBank } from './bank/test-bank.js';
import { drive } from './drive.js';
import { registrationAt, startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;

describe('an API and its issuer', () => {
  beforeEach(async () => {
    portal = await startPortal();
  });
  afterEach(() => portal.stop());

  it.each<[string, Manners]>([
    [
      'RFC9728-4 the issuer names another API',
      { metadata: { protected_resources: ['https://a.example'] } },
    ],
    ['the issuer names none', { metadata: { protected_resources: undefined } }],
    ['the issuer names no list', { metadata: { protected_resources: 'https://a.example' } }],
    [
      'the API trusts another issuer',
      { resourceMetadata: { authorization_servers: ['https://a.example'] } },
    ],
    ['the API trusts nobody', { resourceMetadata: { authorization_servers: undefined } }],
    [
      'RFC9728-3.3 the metadata are of another API',
      { resourceMetadata: { resource: 'https://a.example' } },
    ],
    ['the API has no metadata', { resourceMetadataAnswer: { status: 404, json: {} } }],
    ['the API’s metadata are no JSON', { resourceMetadataAnswer: { status: 200, text: '<html>' } }],
    [
      'the API’s metadata are elsewhere',
      { resourceMetadataAnswer: { status: 302, headers: { location: '/x' } } },
    ],
  ])('that do not name each other get no token: %s', async (_, manners) => {
    portal.bank.manners = manners;
    const { outcome, resourceCalls } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'failed', error: 'untrusted_response' });
    expect(resourceCalls).toBe(0);
    portal.bank.manners = {};
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });

  it('that name each other among others are a pair, and are asked once in ten minutes', async () => {
    const { issuer, resourceBase } = portal.bank;
    portal.bank.manners = {
      metadata: { protected_resources: ['https://a.example', resourceBase] },
      resourceMetadata: { authorization_servers: ['https://a.example', issuer] },
    };
    const asked = (): number =>
      portal.bank.requests.filter(({ url }) => url.pathname.includes('oauth-protected')).length;
    await drive(portal);
    expect(asked()).toBe(1);
    await drive(portal);
    expect(asked()).toBe(0);
    portal.clock.advance(601);
    await drive(portal);
    expect(asked()).toBe(1);
  });
});

describe('an API that the settings pair with its issuer', () => {
  beforeEach(async () => {
    portal = await startPortal(1, { registration: { resource_pairing: 'settings' } });
  });
  afterEach(() => portal.stop());

  it.each<[string, Manners, string]>([
    [
      'may be silent, like its issuer',
      {
        metadata: { protected_resources: undefined },
        resourceMetadataAnswer: { status: 404, json: {} },
      },
      'connected',
    ],
    [
      'may not deny it',
      { resourceMetadata: { authorization_servers: ['https://a.example'] } },
      'failed',
    ],
    ['may not be denied', { metadata: { protected_resources: ['https://a.example'] } }, 'failed'],
  ])('%s', async (_, manners, status) => {
    portal.bank.manners = manners;
    expect((await drive(portal)).outcome).toMatchObject({ status });
  });
});

describe('a rogue issuer with an honest bank’s API (SP-6.3)', () => {
  let rogue: TestBank;
  let rogueKey: JWK;

  beforeEach(async () => {
    rogueKey = await newKey();
    const tls = await testTls();
    const client = { keys: [publicJwk(rogueKey)] };
    rogue = await startTestBank({ tls, clock: new TestClock(), client, name: 'rogue' });
    portal = await startPortal(1, {
      more: (own) => [
        { ...registrationAt(rogue, rogueKey, 'rogue'), resource_base: own.resource_base },
      ],
    });
  });
  afterEach(async () => {
    await portal.stop();
    await rogue.stop();
  });

  it('gets nothing: a stolen token that it hands out never reaches that API', async () => {
    const { bank } = portal;
    rogue.manners = {
      accessToken: 'a-token-stolen-from-the-honest-bank',
      metadata: { protected_resources: [bank.resourceBase] },
    };
    const browser = portal.browser();
    const started = await browser.send(`/start?issuer=${encodeURIComponent(rogue.issuer)}`);
    const landing = await browser.comeBack(rogue.allow(started.header('location') ?? ''));
    expect((await browser.send(landing)).json()).toMatchObject({
      status: 'failed',
      error: 'untrusted_response',
    });
    const calls = bank.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(calls).toEqual([]);
  });

  it('sees another client key and another DPoP key than the honest bank', async () => {
    const browser = portal.browser();
    await browser.send(`/start?issuer=${encodeURIComponent(rogue.issuer)}`);
    await browser.send(`/start?issuer=${encodeURIComponent(portal.bank.issuer)}`);
    const kids = [rogue, portal.bank].map((bank) => {
      const assertion = bank.requestsTo('/par')[0]!.form.get('client_assertion')!;
      const proof = String(bank.requestsTo('/par')[0]!.headers['dpop']);
      return [assertion, proof].map((jwt) =>
        Buffer.from(jwt.split('.')[0]!, 'base64url').toString(),
      );
    });
    expect(kids[0]![0]).not.toBe(kids[1]![0]);
    expect(kids[0]![1]).not.toBe(kids[1]![1]);
  });

  it('cannot answer for the honest bank: the issuer of the session decides (RFC9207-2.4)', async () => {
    const browser = portal.browser();
    const started = await browser.send(`/start?issuer=${encodeURIComponent(rogue.issuer)}`);
    const callback = rogue.allow(started.header('location') ?? '', { iss: portal.bank.issuer });
    rogue.requests.length = 0;
    portal.bank.requests.length = 0;
    await browser.comeBack(callback);
    expect([rogue.requests, portal.bank.requests]).toEqual([[], []]);
  });
});
