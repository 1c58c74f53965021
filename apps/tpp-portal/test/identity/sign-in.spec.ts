import { sha256 } from '@sandbank/crypto';
import { IdentitySweeper } from '../../src/identity/identity.sweeper.js';
import { portalUrl, startPortal, type RunningPortal } from '../running-portal.js';
import { me, password, signIn, signUp, told } from './visitors.js';

let portal: RunningPortal;
const operatorWords = 'the operator’s own words';

beforeAll(async () => {
  portal = await startPortal(2, {
    settings: { SANDBANK_OPERATOR_PASSWORD_FILE: sha256(operatorWords) },
  });
}, 60_000);
afterAll(() => portal.stop());
// The counts of earlier tries are forgotten.
beforeEach(() => portal.clock.advance(1000));

describe('sign-up', () => {
  it('makes an account with an organisation of its own, signed in at once', async () => {
    const { browser } = await signUp(portal);
    expect(await me(browser)).toMatchObject({
      ...{ isGuest: false, isOperator: false },
      organisations: [{ name: expect.stringMatching(/^Workspace of Person/), role: 'owner' }],
    });
    expect(await told(browser.act('POST', '/api/guests'))).toEqual([409, 'already_signed_in']);
    const again = { name: 'A', email: 'another@tpp.example', password };
    expect(await told(browser.act('POST', '/api/sign-up', again))).toEqual([
      409,
      'already_signed_in',
    ]);
  });

  it('keeps no password, no cookie and no address in clear', async () => {
    const { browser, email } = await signUp(portal);
    const cookie = browser.cookie!.split('=')[1]!;
    const rows = await portal.database.query<{ dump: string }>(
      `SELECT concat((SELECT json_agg(s) FROM tpp_portal.sign_in s),
         (SELECT json_agg(c) FROM tpp_portal.credential_password c),
         (SELECT json_agg(t) FROM tpp_portal.sign_in_throttle t)) AS dump`,
    );
    const [{ dump }] = rows as [{ dump: string }];
    expect(dump).toContain('$argon2id$');
    for (const secret of [cookie, password, email, '127.0.0.1', '::1']) {
      expect(dump).not.toContain(secret);
    }
    expect(portal.log.join('')).not.toContain(email);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a short password', { password: 'otters 12' }, 'password'],
    ['a password that everybody tries', { password: 'Password123' }, 'password'],
    ['a password of one letter', { password: 'aaaaaaaaaaaa' }, 'password'],
    ['the address as password', { password: 'Eve@Tpp.example' }, 'password'],
    [
      'a password with little but the name',
      { password: 'evelyn-evelyn', email: 'evelyn@t.example' },
      'password',
    ],
    ['a password without end', { password: 'x7'.repeat(101) }, 'password'],
    ['no address', { email: 'eve' }, 'email'],
    ['the operator’s name for an address', { email: 'operator' }, 'email'],
    ['the operator’s name', { name: ' Ｏperator ' }, 'name'],
    ['a name that looks like the operator’s', { name: 'Opera\u034Ftor\uFE0F' }, 'name'],
    ['a name that is turned around', { name: 'Eve\u202Ereversed' }, 'name'],
    ['a name of two lines', { name: 'Eve\nof the bank' }, 'name'],
    ['a name that nobody sees', { name: '\u200B\u2060' }, 'name'],
    ['a name with U+0000', { name: 'E\u0000ve' }, 'name'],
    ['a name without end', { name: 'E'.repeat(81) }, 'name'],
    ['a number for a name', { name: 7 }, 'name'],
  ])('refuses %s, and says where', async (_what, change, field) => {
    const form = { name: 'Eve', email: 'eve@tpp.example', password, ...change };
    const answer = await portal.browser().act('POST', '/api/sign-up', form);
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ error: 'unusable_field', field });
    expect(answer.header('set-cookie')).toBeUndefined();
  });

  it.each(['[]', 'null', '"text"', '{"name":"a","x":1}', '{'])('refuses %s', async (body) => {
    const answer = await portal.browser().send('/api/sign-up', {
      method: 'POST',
      headers: {
        ...{ origin: portalUrl, 'x-sandbank-request': '1', 'content-type': 'application/json' },
      },
      body,
    });
    expect([400, 422]).toContain(answer.status);
  });

  it('tells that an address has an account, whatever its capitals', async () => {
    const { email } = await signUp(portal);
    const form = { name: 'Eve', email: email.toUpperCase(), password: 'another long one' };
    const answer = await portal.browser().act('POST', '/api/sign-up', form);
    expect([answer.status, answer.json()]).toMatchObject([409, { error: 'email_taken' }]);
    await signIn(portal, email);
  });

  it('has room for so many guests', async () => {
    await portal.database.query(
      `INSERT INTO tpp_portal.person (person_id, kind, name, created_at)
       SELECT gen_random_uuid(), 'guest', 'Guest', now() FROM generate_series(1, 5000)`,
    );
    const late = portal.browser().act('POST', '/api/guests');
    expect(await told(late)).toEqual([409, 'limit_reached']);
    await portal.database.query(`DELETE FROM tpp_portal.person WHERE kind = 'guest'`);
  });

  it('slows down who signs up without end, and says how long', async () => {
    for (let turn = 0; turn < 60; turn += 1) {
      expect(await told(portal.browser().act('POST', '/api/guests'))).toEqual([204]);
    }
    const late = await portal.browser(1).act('POST', '/api/guests');
    expect([late.status, late.header('retry-after')]).toEqual([429, '1']);
    expect(late.json()).toMatchObject({ error: 'too_many_attempts' });
    portal.clock.advance(1);
    expect((await portal.browser(1).act('POST', '/api/guests')).status).toBe(204);
  });
});

describe('sign-in', () => {
  it('gives another session each time, and ends the one before it in this browser', async () => {
    const { browser, email } = await signUp(portal);
    const first = browser.cookie!;
    const answer = await browser.act('POST', '/api/sign-in', { email, password });
    expect(answer.header('set-cookie')).toMatch(
      /^__Host-sandbank-sign-in-9440=[\w-]{50,}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=1209600$/,
    );
    expect(browser.cookie).not.toBe(first);
    const old = portal.browser();
    old.cookie = first;
    expect(await me(old)).toBeNull();
  });

  it('says the same of an unknown address as of a wrong password', async () => {
    const { email } = await signUp(portal);
    const answers = [];
    for (const name of [
      email,
      'nobody@tpp.example',
      'operator',
      'not an address',
      'x'.repeat(99),
    ]) {
      const form = { email: name, password: 'not this one' };
      const answer = await portal.browser().act('POST', '/api/sign-in', form);
      const { interaction_id: _, ...rest } = answer.json();
      answers.push([answer.status, answer.header('set-cookie'), rest]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject([401, undefined, { error: 'sign_in_refused' }]);
  });

  it('slows down who guesses, in every copy, and locks nobody out', async () => {
    const { email } = await signUp(portal);
    for (const name of [email, 'nobody-at-all@tpp.example']) {
      const guess = (copy: number) =>
        portal.browser(copy).act('POST', '/api/sign-in', { email: name, password: 'wrong words' });
      const tries = Array.from({ length: 10 }, (_, turn) => guess(turn % 2));
      for (const answer of await Promise.all(tries)) expect(answer.status).toBe(401);
      const late = await guess(1);
      expect([late.status, late.header('retry-after')]).toEqual([429, '1']);
    }
    portal.clock.advance(30);
    await signIn(portal, email);
  });

  it('counts no try that was right', async () => {
    const { email } = await signUp(portal);
    for (let turn = 0; turn < 12; turn += 1) await signIn(portal, email);
    const wrong = portal.browser().act('POST', '/api/sign-in', { email, password: 'wrong words' });
    expect(await told(wrong)).toEqual([401, 'sign_in_refused']);
  });

  it('ends after three days unseen, after two weeks in any case', async () => {
    const { browser, personId } = await signUp(portal);
    for (let day = 0; day < 13; day += 1) {
      portal.clock.advance(86_400);
      expect(await me(browser)).toMatchObject({ personId });
    }
    portal.clock.advance(86_401);
    expect(await me(browser)).toBeNull();
    // What has ended is removed, though it was seen a day ago.
    const kept = `SELECT FROM tpp_portal.sign_in WHERE person_id = $1`;
    expect(await portal.database.query(kept, [personId])).toHaveLength(1);
    await portal.application.get(IdentitySweeper).sweep();
    expect(await portal.database.query(kept, [personId])).toEqual([]);
    const { browser: other } = await signUp(portal);
    portal.clock.advance(3 * 86_400 + 1);
    expect(await me(other)).toBeNull();
  });

  it('takes a cookie that is cut, doubled or made up for none', async () => {
    const { browser } = await signUp(portal);
    const good = browser.cookie!;
    for (const cookie of [`${good}x`, good.slice(0, -4), `${good}; ${good}`]) {
      const answer = await browser.send('/api/me', { headers: { cookie } });
      expect(answer.json()).toEqual({ me: null });
    }
  });

  it('is over at once after signing out', async () => {
    const { browser } = await signUp(portal);
    const held = browser.cookie!;
    const answer = await browser.act('POST', '/api/sign-out');
    expect(answer.header('set-cookie')).toContain('Max-Age=0');
    browser.cookie = held;
    expect(await me(browser)).toBeNull();
    expect(await told(portal.browser().act('POST', '/api/sign-out'))).toEqual([204]);
  });
});

describe('the operator', () => {
  it('signs in by a name that is nobody’s address, for half an hour unseen', async () => {
    const browser = await signIn(portal, ' Operator ', operatorWords);
    expect(await me(browser)).toMatchObject({ isOperator: true, organisations: [] });
    const second = await signIn(portal, 'operator', operatorWords);
    expect((await me(second))!.personId).toBe((await me(browser))!.personId);
    expect(await told(browser.send('/api/account'))).toEqual([403, 'not_for_you']);
    portal.clock.advance(1801);
    expect(await me(browser)).toBeNull();
  });
});
