import { startPortal, type RunningPortal } from '../running-portal.js';
import { guest, me, password, signIn, signUp, told } from './visitors.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => portal.clock.advance(1000));

const changed = 'four early herons';

interface SignIns {
  signIns: { signInId: string; isThis: boolean; method: string; agent: string }[];
}

describe('a password', () => {
  it('is changed by who knows it; all other browsers are signed out, this one gets another session', async () => {
    const { browser, email } = await signUp(portal);
    const other = await signIn(portal, email);
    const held = browser.cookie!;
    const form = { current: password, password: changed };
    expect(await told(browser.act('PUT', '/api/account/password', form))).toEqual([204]);
    expect(browser.cookie).not.toBe(held);
    expect(await me(other)).toBeNull();
    expect(await me(browser)).not.toBeNull();
    const stale = portal.browser();
    stale.cookie = held;
    expect(await me(stale)).toBeNull();
    await signIn(portal, email, changed);
    const old = portal.browser().act('POST', '/api/sign-in', { email, password });
    expect(await told(old)).toEqual([401, 'sign_in_refused']);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a wrong one so far', { current: 'another one', password: changed }, 'current'],
    ['none so far', { password: changed }, 'current'],
    ['a short one', { current: password, password: 'short' }, 'password'],
  ])('is not changed with %s', async (_what, form, field) => {
    const { browser, email } = await signUp(portal);
    const answer = await browser.act('PUT', '/api/account/password', form);
    expect([answer.status, answer.json()]).toMatchObject([422, { field }]);
    await signIn(portal, email);
  });

  it('cannot be guessed there either', async () => {
    const { browser } = await signUp(portal);
    for (let turn = 0; turn < 10; turn += 1) {
      const form = { current: `guess number ${turn}`, password: changed };
      expect((await browser.act('PUT', '/api/account/password', form)).status).toBe(422);
    }
    const late = browser.act('PUT', '/api/account/password', { current: 'x', password: changed });
    expect(await told(late)).toEqual([429, 'too_many_attempts']);
  });
});

describe('a person', () => {
  it('sees where they are signed in, and ends what they do not know', async () => {
    const { browser, email } = await signUp(portal);
    const others = [await signIn(portal, email), await signIn(portal, email)];
    const list = async () => (await browser.send('/api/account/sign-ins')).json<SignIns>().signIns;
    const [one, ...rest] = (await list()).filter(({ isThis }) => !isThis);
    expect(rest).toHaveLength(1);
    const path = `/api/account/sign-ins/${one!.signInId}`;
    const stranger = await signUp(portal);
    expect(await told(stranger.browser.act('DELETE', path))).toEqual([404, 'unknown_sign_in']);
    expect(await told(browser.act('DELETE', path))).toEqual([204]);
    expect(await list()).toHaveLength(2);
    expect(await told(browser.act('DELETE', '/api/account/sign-ins'))).toEqual([204]);
    expect(await list()).toMatchObject([{ isThis: true, method: 'password' }]);
    for (const other of others) expect(await me(other)).toBeNull();
  });

  it('has twenty sign-ins at most: the one unseen for longest ends', async () => {
    const { browser, email } = await signUp(portal);
    for (let turn = 0; turn < 20; turn += 1) {
      portal.clock.advance(61);
      await signIn(portal, email);
    }
    expect(await me(browser)).toBeNull();
  });

  it('changes name and address, the address lately signed in, to none that is taken', async () => {
    const { browser, email } = await signUp(portal);
    const taken = await signUp(portal);
    const put = (form: object) => told(browser.act('PUT', '/api/account', form));
    expect(await put({ name: 'Ada', email: `new-${email}` })).toEqual([204]);
    expect(await me(browser)).toMatchObject({ name: 'Ada', email: `new-${email}` });
    expect(await put({ name: 'Ada', email: taken.email })).toEqual([409, 'email_taken']);
    portal.clock.advance(901);
    expect(await put({ name: 'Ada', email })).toEqual([403, 'sign_in_again']);
    expect(await put({ name: 'Ida', email: `new-${email}` })).toEqual([204]);
  });

  it('does not try out addresses without end', async () => {
    const { email } = await signUp(portal);
    const { browser } = await signUp(portal);
    const put = () => told(browser.act('PUT', '/api/account', { name: 'Ada', email }));
    const answers: unknown[] = [];
    for (let turn = 0; turn < 61; turn += 1) answers.push((await put())[1]);
    expect(answers[0]).toBe('email_taken');
    expect(answers.at(-1)).toBe('too_many_attempts');
    portal.clock.advance(900);
  });
});

describe('a guest', () => {
  it('has a workspace at once, for a week, and claims it with everything in it', async () => {
    const { browser, personId, organisation } = await guest(portal);
    expect(await me(browser)).toMatchObject({ isGuest: true, name: 'Guest' });
    const held = browser.cookie!;
    const form = { name: 'Gus', email: 'gus@tpp.example', password };
    expect(await told(browser.act('POST', '/api/sign-up', form))).toEqual([204]);
    expect(await me(browser)).toMatchObject({
      ...{ personId, name: 'Gus', isGuest: false },
      organisations: [{ id: organisation, name: 'Workspace of Gus', role: 'owner' }],
    });
    const stale = portal.browser();
    stale.cookie = held;
    expect(await me(stale)).toBeNull();
    portal.clock.advance(8 * 86_400);
    expect(await me(await signIn(portal, 'gus@tpp.example'))).toMatchObject({ personId });
  });

  it('is claimed once, and to no address that is taken', async () => {
    const { email } = await signUp(portal);
    const { browser } = await guest(portal);
    const claim = (address: string) =>
      told(browser.act('POST', '/api/sign-up', { name: 'Gil', email: address, password }));
    expect(await claim(email)).toEqual([409, 'email_taken']);
    expect(await me(browser)).toMatchObject({ isGuest: true });
    const tries = await Promise.all([claim('gil@tpp.example'), claim('gil@tpp.example')]);
    expect(tries.map(([status]) => status).sort()).toEqual([204, 409]);
  });

  it('has no ways in to change', async () => {
    const { browser } = await guest(portal);
    const put = (path: string, form: object) => told(browser.act('PUT', path, form));
    expect(await put('/api/account', { name: 'A', email: 'a-b@tpp.example' })).toEqual([
      ...[403, 'claim_first'],
    ]);
    expect(await put('/api/account/password', { password: changed })).toEqual([403, 'claim_first']);
  });
});
