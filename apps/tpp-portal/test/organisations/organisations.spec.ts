import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';
import { guest, me, signUp, told, type Person } from '../identity/visitors.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal(2);
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => portal.clock.advance(1000));

const at = (organisation: string, rest = '') => `/api/organisations/${organisation}${rest}`;

const invite = async ({ browser, organisation }: Person, role = 'member'): Promise<string> => {
  const answer = await browser.act('POST', at(organisation, '/invitations'), { role });
  expect([answer.status, answer.body]).toEqual([201, expect.stringContaining('token')]);
  return answer.json<{ token: string }>().token;
};

const accept = (browser: Browser, token: string) =>
  told(browser.act('POST', `/api/invitations/${token}/acceptance`));

/** An organisation with a second member. */
async function pair(role = 'member'): Promise<{ owner: Person; second: Person }> {
  const owner = await signUp(portal);
  const second = await signUp(portal);
  portal.clock.advance(1);
  expect(await accept(second.browser, await invite(owner, role))).toEqual([200]);
  return { owner, second };
}

const unknown = [404, 'unknown_invitation'];

describe('an invitation', () => {
  it('tells a stranger what it offers, and lets one person in', async () => {
    const owner = await signUp(portal);
    const token = await invite(owner);
    const look = await portal.browser().send(`/api/invitations/${token}`);
    expect(look.json()).toMatchObject({
      ...{ organisation: expect.stringContaining('Workspace of'), role: 'member' },
      invitedBy: expect.stringContaining('Person'),
    });
    const { browser } = await signUp(portal);
    portal.clock.advance(1);
    expect(await accept(browser, token)).toEqual([200]);
    expect((await me(browser))!.organisations.map(({ role }) => role)).toEqual(['owner', 'member']);
    expect(await accept((await signUp(portal)).browser, token)).toEqual(unknown);
    expect(await told(portal.browser().send(`/api/invitations/${token}`))).toEqual(unknown);
  });

  it('is good for one of two who accept at once', async () => {
    const token = await invite(await signUp(portal));
    const people = [await signUp(portal), await signUp(portal)];
    const outcomes = await Promise.all(people.map(({ browser }) => accept(browser, token)));
    expect(outcomes.map(([status]) => status).sort()).toEqual([200, 404]);
  });

  it('stays good when somebody of the organisation tries it', async () => {
    const owner = await signUp(portal);
    const token = await invite(owner);
    expect(await accept(owner.browser, token)).toEqual([409, 'already_member']);
    expect(await accept((await signUp(portal)).browser, token)).toEqual([200]);
  });

  it('ends after a week, or when it is withdrawn, and is kept as a digest alone', async () => {
    const owner = await signUp(portal);
    const token = await invite(owner);
    const rows = await portal.database.query('SELECT * FROM tpp_portal.invitation');
    expect(JSON.stringify(rows)).not.toContain(token);
    const path = at(owner.organisation, '/invitations');
    const list = async () =>
      (await owner.browser.send(path)).json<{ invitations: { invitationId: string }[] }>();
    const [{ invitationId }] = (await list()).invitations as [{ invitationId: string }];
    expect(await told(owner.browser.act('DELETE', `${path}/${invitationId}`))).toEqual([204]);
    expect(await accept((await signUp(portal)).browser, token)).toEqual(unknown);
    const other = await signUp(portal);
    const late = await invite(other);
    portal.clock.advance(7 * 86_400);
    expect(await told(portal.browser().send(`/api/invitations/${late}`))).toEqual(unknown);
    expect(await accept((await signUp(portal)).browser, late)).toEqual(unknown);
  });

  it('leads nobody in once whoever made it owns the organisation no longer', async () => {
    const { owner, second } = await pair('owner');
    const kept = () => invite({ ...second, organisation: owner.organisation }, 'owner');
    const path = at(owner.organisation, `/members/${second.personId}`);
    const [demoted, again] = [await kept(), await kept()];
    expect(await told(owner.browser.act('PUT', path, { role: 'member' }))).toEqual([204]);
    expect(await accept((await signUp(portal)).browser, demoted)).toEqual(unknown);
    expect(await told(owner.browser.act('PUT', path, { role: 'owner' }))).toEqual([204]);
    expect(await accept((await signUp(portal)).browser, again)).toEqual(unknown);
    const back = await kept();
    // As it is left by who invites at the very moment in which they are taken out.
    const late = await kept();
    await portal.database.query(
      `UPDATE tpp_portal.membership SET role = 'member' WHERE person_id = $1 AND organisation_id = $2`,
      [second.personId, owner.organisation],
    );
    expect(await accept((await signUp(portal)).browser, late)).toEqual(unknown);
    expect(await told(owner.browser.act('DELETE', path))).toEqual([204]);
    expect(await accept(second.browser, back)).toEqual(unknown);
    const list = await owner.browser.send(at(owner.organisation, '/invitations'));
    expect(list.json()).toEqual({ invitations: [] });
  });

  it('is limited in number, and made by people with an account', async () => {
    const owner = await signUp(portal);
    for (let turn = 0; turn < 20; turn += 1) await invite(owner);
    const more = owner.browser.act('POST', at(owner.organisation, '/invitations'), {
      role: 'member',
    });
    expect(await told(more)).toEqual([409, 'limit_reached']);
    const { browser, organisation } = await guest(portal);
    const asked = browser.act('POST', at(organisation, '/invitations'), { role: 'member' });
    expect(await told(asked)).toEqual([403, 'claim_first']);
    const token = await invite(await signUp(portal), 'owner');
    expect(await accept(browser, token)).toEqual([403, 'claim_first']);
  });

  it.each(['x', 'A'.repeat(51), '%00', '..%2f'])('is none when it is %p', async (token) => {
    const { browser } = await signUp(portal);
    expect((await accept(browser, token))[0]).toBe(404);
  });
});

describe('the people of an organisation', () => {
  it('see each other; an owner changes roles and takes people out', async () => {
    const { owner, second } = await pair();
    const { browser, organisation } = owner;
    const members = await second.browser.send(at(organisation, '/members'));
    expect(members.json()).toMatchObject({
      members: [
        { email: owner.email, role: 'owner' },
        { email: second.email, role: 'member', isGuest: false },
      ],
    });
    const path = at(organisation, `/members/${second.personId}`);
    expect(await told(browser.act('PUT', path, { role: 'owner' }))).toEqual([204]);
    const rename = second.browser.act('PUT', at(organisation), { name: 'Tidewater' });
    expect(await told(rename)).toEqual([204]);
    expect(await told(browser.act('DELETE', path))).toEqual([204]);
    expect(await told(second.browser.send(at(organisation)))).toEqual([
      404,
      'unknown_organisation',
    ]);
    expect(await told(browser.act('DELETE', path))).toEqual([404, 'unknown_person']);
  });

  it('may leave, and may not take others out without the role', async () => {
    const { owner, second } = await pair();
    const path = (person: Person) => at(owner.organisation, `/members/${person.personId}`);
    expect(await told(second.browser.act('DELETE', path(owner)))).toEqual([403, 'owners_only']);
    expect(await told(second.browser.act('DELETE', path(second)))).toEqual([204]);
  });

  it('always have an owner, even when two leave at once, in two copies', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { owner, second } = await pair('owner');
      second.browser.copy = 1;
      const leave = ({ browser, personId }: Person) =>
        told(browser.act('DELETE', at(owner.organisation, `/members/${personId}`)));
      const outcomes = await Promise.all([leave(owner), leave(second)]);
      expect(outcomes.map(([status]) => status).sort()).toEqual([204, 409]);
    }
    const single = await signUp(portal);
    const own = at(single.organisation, `/members/${single.personId}`);
    for (const answer of [
      single.browser.act('DELETE', own),
      single.browser.act('PUT', own, { role: 'member' }),
    ]) {
      expect(await told(answer)).toEqual([409, 'last_owner']);
    }
  });

  it('are never owned by a guest', async () => {
    const owner = await signUp(portal);
    const visitor = await guest(portal);
    expect(await accept(visitor.browser, await invite(owner))).toEqual([200]);
    const path = at(owner.organisation, `/members/${visitor.personId}`);
    expect(await told(owner.browser.act('PUT', path, { role: 'owner' }))).toEqual([
      ...[404, 'unknown_person'],
    ]);
    expect(await told(visitor.browser.act('POST', '/api/organisations', { name: 'X' }))).toEqual([
      ...[403, 'claim_first'],
    ]);
  });

  it('are in ten organisations at most, each with a name that can be read', async () => {
    const { browser, organisation } = await signUp(portal);
    const create = () => told(browser.act('POST', '/api/organisations', { name: 'Another' }));
    for (let turn = 1; turn < 10; turn += 1) expect(await create()).toEqual([201]);
    expect(await create()).toEqual([409, 'limit_reached']);
    for (const name of ['', ' ', 'a\u202Eb', 'a\tb', 'x'.repeat(81), 7, null]) {
      expect(await told(browser.act('PUT', at(organisation), { name }))).toEqual([
        ...[422, 'unusable_field'],
      ]);
    }
  });
});
