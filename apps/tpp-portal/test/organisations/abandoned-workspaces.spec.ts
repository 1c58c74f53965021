import { Database, type Queryable } from '@sandbank/platform';
import { IdentitySweeper } from '../../src/identity/identity.sweeper.js';
import { People } from '../../src/identity/people.js';
import { OrganisationEndings } from '../../src/organisations/organisation-endings.js';
import { portalErrorOf } from '../../src/portal-error.js';
import { guest, me, signUp, told, type Person } from '../identity/visitors.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

describe('a workspace that nobody claims', () => {
  let portal: RunningPortal;

  beforeAll(async () => {
    portal = await startPortal();
  }, 60_000);
  afterAll(() => portal.stop());
  beforeEach(() => portal.clock.advance(1000));

  const sweep = () => portal.application.get(IdentitySweeper).sweep();
  const left = async ({ organisation, personId }: Person) =>
    portal.database.query<{ left: number }>(
      `SELECT (SELECT count(*)::int FROM tpp_portal.organisation WHERE organisation_id = $1)
         + (SELECT count(*)::int FROM tpp_portal.person WHERE person_id = $2) AS left`,
      [organisation, personId],
    );

  it('goes after a week, once all that hangs on it elsewhere has ended', async () => {
    const abandoned = await guest(portal);
    const claimed = await guest(portal);
    const form = { name: 'Cleo', email: 'cleo@tpp.example', password: 'three lazy otters' };
    expect(await told(claimed.browser.act('POST', '/api/sign-up', form))).toEqual([204]);
    portal.clock.advance(7 * 86_400 - 10);
    const later = await guest(portal);
    await sweep();
    expect(await left(abandoned)).toEqual([{ left: 2 }]);
    portal.clock.advance(10);
    expect(await me(abandoned.browser)).toBeNull();
    const ended: string[] = [];
    let isAway = true;
    portal.application.get(OrganisationEndings).add((organisation) => {
      if (isAway) return Promise.reject(new Error('the directory is away'));
      ended.push(organisation);
      return Promise.resolve();
    });
    await sweep();
    expect(await left(abandoned)).toEqual([{ left: 2 }]);
    isAway = false;
    await sweep();
    expect(ended).toContain(abandoned.organisation);
    expect(await left(abandoned)).toEqual([{ left: 0 }]);
    expect([await left(claimed), await left(later)]).toEqual([[{ left: 2 }], [{ left: 2 }]]);
  });

  it('is kept wholly by a claim that was first, and by none that comes when it is being ended', async () => {
    const [first, late] = [await guest(portal), await guest(portal)];
    portal.clock.advance(7 * 86_400 - 1);
    const alive = await guest(portal);
    portal.clock.advance(1);
    const people = portal.application.get(People);
    const claim = ({ personId }: Person, email: string, database?: Queryable) =>
      people.claim(personId, { name: 'Cleo', email: `${email}@tpp.example` }, null, database);
    const ended: string[] = [];
    const claims: unknown[] = [];
    portal.application.get(OrganisationEndings).add(async (organisation) => {
      ended.push(organisation);
      if (organisation === late.organisation)
        claims.push(
          await claim(late, 'late').catch((thrown: unknown) => portalErrorOf(thrown).code),
        );
    });
    await portal.application.get(Database).transaction(async (transaction) => {
      await claim(first, 'first', transaction);
      await sweep();
    });
    await sweep();
    expect(claims).toEqual(['workspace_ended']);
    expect(ended).toContain(late.organisation);
    expect(ended).not.toContain(first.organisation);
    expect(await left(late)).toEqual([{ left: 0 }]);
    expect([await left(first), await left(alive)]).toEqual([[{ left: 2 }], [{ left: 2 }]]);
    await expect(claim(first, 'again')).rejects.toMatchObject({ code: 'already_signed_in' });
  });

  it('lets nobody in from the moment at which its end begins', async () => {
    const abandoned = await guest(portal);
    await portal.database.query(
      `UPDATE tpp_portal.sign_in SET ends_at = 'infinity', idle_ends_at = 'infinity'
       WHERE person_id = $1`,
      [abandoned.personId],
    );
    portal.clock.advance(7 * 86_400);
    const seen: unknown[] = [];
    portal.application.get(OrganisationEndings).add(async (organisation) => {
      if (organisation === abandoned.organisation) seen.push(await me(abandoned.browser));
    });
    expect(await me(abandoned.browser)).toMatchObject({ isGuest: true });
    await sweep();
    expect(seen).toEqual([null]);
  });

  it('leaves an organisation of others as it is', async () => {
    const owner = await signUp(portal);
    const visitor = await guest(portal);
    const at = `/api/organisations/${owner.organisation}/invitations`;
    const invitation = await owner.browser.act('POST', at, { role: 'member' });
    const { token } = invitation.json<{ token: string }>();
    const accepted = visitor.browser.act('POST', `/api/invitations/${token}/acceptance`);
    expect(await told(accepted)).toEqual([200]);
    portal.clock.advance(7 * 86_400);
    await sweep();
    expect(await left(visitor)).toEqual([{ left: 0 }]);
    expect(await left(owner)).toEqual([{ left: 2 }]);
  });
});
