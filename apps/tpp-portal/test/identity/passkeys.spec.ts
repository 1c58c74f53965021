import { portalUrl, startPortal, type Browser, type RunningPortal } from '../running-portal.js';
import { Authenticator, type Spoiled } from './authenticator.js';
import { guest, me, password, signIn, signUp, told, type Person } from './visitors.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal(2);
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => portal.clock.advance(1000));

interface Creation {
  challenge: string;
  user: { id: string };
  rp: { id: string };
  authenticatorSelection: unknown;
  excludeCredentials: { id: string }[];
}

const creation = async (browser: Browser, path: string, body?: unknown): Promise<Creation> => {
  const answer = await browser.act('POST', `/api/passkeys/${path}/options`, body);
  if (answer.status !== 200) throw new Error(answer.body);
  return answer.json();
};

const challenge = (browser: Browser) => creation(browser, 'sign-in');

let count = 0;
const naming = () => ({ name: 'Pia', email: `pia-${(count += 1)}@tpp.example` });

/** An account with nothing but a passkey. */
async function signUpByPasskey(browser = portal.browser(), key = new Authenticator(portalUrl)) {
  const options = await creation(browser, 'sign-up', naming());
  const answer = await browser.act('POST', '/api/passkeys/sign-up', key.create(options));
  expect([answer.status, answer.body]).toEqual([204, '']);
  return { browser, key };
}

const tryKey = async (browser: Browser, key: Authenticator, spoiled: Spoiled = {}) =>
  told(browser.act('POST', '/api/passkeys/sign-in', key.get(await challenge(browser), spoiled)));

async function addKey({ browser }: Pick<Person, 'browser'>, key = new Authenticator(portalUrl)) {
  const options = await creation(browser, 'registration');
  const form = { name: 'Desk key', passkey: key.create(options) };
  expect(await told(browser.act('POST', '/api/passkeys', form))).toEqual([201]);
  return key;
}

describe('a passkey', () => {
  it('signs up, and in again, with no password and no name typed', async () => {
    const { browser, key } = await signUpByPasskey();
    const { personId } = (await me(browser))!;
    const other = portal.browser(1);
    expect(await tryKey(other, key)).toEqual([204]);
    expect(await me(other)).toMatchObject({ personId, name: 'Pia', isGuest: false });
    expect((await browser.send('/api/account')).json()).toEqual({
      hasPassword: false,
      passkeys: 1,
    });
  });

  it('must know its user and be found by itself: it is the only proof', async () => {
    const options = await creation(portal.browser(), 'sign-up', naming());
    expect(options.authenticatorSelection).toMatchObject({
      ...{ residentKey: 'required', userVerification: 'required' },
    });
    expect(options.rp.id).toBe('portal.example');
  });

  it.each<[string, Spoiled]>([
    ['another origin', { origin: 'https://portal.example.attacker.example' }],
    ['the same host at another port', { origin: 'https://portal.example:9441' }],
    ['another relying party', { rpId: 'attacker.example' }],
    ['no user verified', { userVerified: false }],
    ['another challenge', { challenge: 'a'.repeat(43) }],
    ['another ceremony', { type: 'webauthn.get' }],
  ])('is not registered with %s', async (_what, spoiled) => {
    const browser = portal.browser();
    const options = await creation(browser, 'sign-up', naming());
    const answer = new Authenticator(portalUrl).create(options, spoiled);
    expect(await told(browser.act('POST', '/api/passkeys/sign-up', answer))).toEqual([
      ...[400, 'passkey_refused'],
    ]);
    expect(await me(browser)).toBeNull();
  });

  it.each<[string, Spoiled]>([
    ['another origin', { origin: 'https://attacker.example' }],
    ['another relying party', { rpId: 'attacker.example' }],
    ['no user verified', { userVerified: false }],
    ['another challenge', { challenge: 'a'.repeat(43) }],
    ['another ceremony', { type: 'webauthn.create' }],
    ['a broken signature', { breakSignature: true }],
    ['a counter that does not rise', { counter: 1 }],
    ['another person’s handle', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
  ])('does not sign in with %s', async (_what, spoiled) => {
    const { key } = await signUpByPasskey();
    expect(await tryKey(portal.browser(), key)).toEqual([204]);
    const browser = portal.browser();
    expect(await tryKey(browser, key, spoiled)).toEqual([400, 'passkey_refused']);
    expect(await me(browser)).toBeNull();
    expect(await tryKey(browser, key, { counter: 9 })).toEqual([204]);
  });

  it('may count nothing at all', async () => {
    const { key } = await signUpByPasskey(undefined, new Authenticator(portalUrl, false));
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await tryKey(portal.browser(), key)).toEqual([204]);
    }
  });

  it('answers a challenge once, in whichever copy, and within five minutes', async () => {
    // One that counts nothing: the challenge alone makes the second answer too many.
    const { key } = await signUpByPasskey(undefined, new Authenticator(portalUrl, false));
    const options = await challenge(portal.browser());
    const answer = key.get(options);
    const tries = [0, 1, 0, 1].map((copy) =>
      told(portal.browser(copy).act('POST', '/api/passkeys/sign-in', answer)),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter(([status]) => status === 204)).toHaveLength(1);
    const late = await challenge(portal.browser());
    portal.clock.advance(301);
    const answered = portal.browser().act('POST', '/api/passkeys/sign-in', key.get(late));
    expect(await told(answered)).toEqual([400, 'passkey_refused']);
  });

  it('signs up with a challenge for sign-up alone', async () => {
    const { key } = await signUpByPasskey();
    const browser = portal.browser();
    const options = await creation(browser, 'sign-up', naming());
    expect(await told(browser.act('POST', '/api/passkeys/sign-in', key.get(options)))).toEqual([
      ...[400, 'passkey_refused'],
    ]);
  });

  it('is no passkey when it is anything else', async () => {
    const { key } = await signUpByPasskey();
    const good = key.get(await challenge(portal.browser()));
    const response = (change: object) => ({ ...good, response: { ...good.response, ...change } });
    for (const body of [
      ...[{}, [], { id: 'x' }, { ...good, id: 7 }, { ...good, type: 'password' }],
      ...[response({ signature: '!' }), response({ clientDataJSON: 'e30' })],
      ...[response({ clientDataJSON: 'bnVsbA' }), response({ authenticatorData: 'AA' })],
      ...[response({ signature: 'A'.repeat(4001) }), { ...good, response: null }],
    ]) {
      const answer = await portal.browser().act('POST', '/api/passkeys/sign-in', body);
      expect([400, 422]).toContain(answer.status);
    }
  });
});

describe('a guest', () => {
  it('claims the workspace with a passkey and keeps it', async () => {
    const { browser, personId, organisation } = await guest(portal);
    const { key } = await signUpByPasskey(browser);
    expect(await me(browser)).toMatchObject({
      ...{ personId, isGuest: false, organisations: [{ id: organisation, role: 'owner' }] },
    });
    expect(await tryKey(portal.browser(), key)).toEqual([204]);
  });

  it('cannot be claimed with a passkey that was made for somebody else', async () => {
    const key = new Authenticator(portalUrl);
    const stranger = await creation(portal.browser(), 'sign-up', naming());
    const { browser } = await guest(portal);
    const answer = browser.act('POST', '/api/passkeys/sign-up', key.create(stranger));
    expect(await told(answer)).toEqual([400, 'passkey_refused']);
    expect(await me(browser)).toMatchObject({ isGuest: true });
    expect(await told(browser.act('POST', '/api/passkeys/registration/options'))).toEqual([
      ...[403, 'claim_first'],
    ]);
  });

  it('is not claimed by who is no longer the guest', async () => {
    const { browser } = await guest(portal);
    const key = new Authenticator(portalUrl);
    const begun = key.create(await creation(browser, 'sign-up', naming()));
    const answer = portal.browser().act('POST', '/api/passkeys/sign-up', begun);
    expect(await told(answer)).toEqual([409, 'already_signed_in']);
    expect(await me(browser)).toMatchObject({ isGuest: true });
  });
});

describe('ways into an account', () => {
  it('are never all removed, even when two go at once, in two copies', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { browser, key } = await signUpByPasskey();
      const second = await addKey({ browser });
      const tries = [key, second].map((one, copy) => {
        const tab = portal.browser(copy);
        tab.cookie = browser.cookie;
        return told(tab.act('DELETE', `/api/passkeys/${one.id.toString('base64url')}`));
      });
      expect((await Promise.all(tries)).map(([status]) => status).sort()).toEqual([204, 409]);
    }
  });

  it('are added and removed, but never the last', async () => {
    const { browser, key } = await signUpByPasskey();
    const list = async () =>
      (await browser.send('/api/passkeys')).json<{ passkeys: { passkeyId: string }[] }>().passkeys;
    const removeKey = (id: string) => told(browser.act('DELETE', `/api/passkeys/${id}`));
    const remove = async (index: number) => removeKey((await list())[index]!.passkeyId);
    expect(await remove(0)).toEqual([409, 'last_way_in']);
    const second = await addKey({ browser });
    const ids = (await list()).map(({ passkeyId }) => passkeyId);
    const tries = await Promise.all(ids.map(removeKey));
    expect(tries.map(([status]) => status).sort()).toEqual([204, 409]);
    const outcomes = await Promise.all([key, second].map((one) => tryKey(portal.browser(), one)));
    expect(outcomes.map(([status]) => status).sort()).toEqual([204, 400]);
    expect(await told(browser.act('PUT', '/api/account/password', { password }))).toEqual([204]);
    expect(await remove(0)).toEqual([204]);
    expect(await told(browser.act('DELETE', '/api/passkeys/none'))).toEqual([
      ...[404, 'unknown_passkey'],
    ]);
  });

  it('belong to one account: another’s passkey is neither listed nor removed', async () => {
    const mine = await signUp(portal);
    const theirs = await signUp(portal);
    const key = await addKey(mine);
    const id = key.id.toString('base64url');
    expect((await theirs.browser.send('/api/passkeys')).json()).toEqual({ passkeys: [] });
    expect(await told(theirs.browser.act('DELETE', `/api/passkeys/${id}`))).toEqual([
      ...[404, 'unknown_passkey'],
    ]);
    const options = await creation(theirs.browser, 'registration');
    const again = { name: 'Stolen', passkey: key.create(options) };
    expect(await told(theirs.browser.act('POST', '/api/passkeys', again))).toEqual([
      ...[400, 'passkey_refused'],
    ]);
    const forMe = await creation(mine.browser, 'registration');
    expect(forMe.excludeCredentials.map((one) => one.id)).toEqual([id]);
    const swapped = { name: 'Mine', passkey: new Authenticator(portalUrl).create(forMe) };
    expect(await told(theirs.browser.act('POST', '/api/passkeys', swapped))).toEqual([
      ...[400, 'passkey_refused'],
    ]);
  });

  it('are changed by those who came in lately', async () => {
    const { browser, email } = await signUp(portal);
    const key = await addKey({ browser });
    const path = `/api/passkeys/${key.id.toString('base64url')}`;
    portal.clock.advance(901);
    for (const [method, where] of [
      ['POST', '/api/passkeys/registration/options'],
      ['DELETE', path],
    ] as const) {
      expect(await told(browser.act(method, where))).toEqual([403, 'sign_in_again']);
    }
    const fresh = await signIn(portal, email);
    expect(await told(fresh.act('DELETE', path))).toEqual([204]);
  });
});
