import { statement, type AppName, type Database } from '@sandbank/platform';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import {
  consentMigrations,
  ConsentStore,
  consentStatuses,
  grantStatuses,
  grantTransitions,
  mayBecome,
  type ConsentStatus,
  type GrantStatus,
} from '../src/index.js';
import { approval, approved, customerId, now } from './consents.js';
import { consentIn } from './consents-in-every-state.js';

let database: TestDatabase;
let store: ConsentStore;
let roles: Readonly<Record<AppName, Database>>;

beforeAll(async () => {
  database = await testDatabase({ migrations: { consent: consentMigrations } });
  roles = {
    authorizationServer: database.connect('authorizationServer'),
    resourceServer: database.connect('resourceServer'),
    tppPortal: database.connect('tppPortal'),
    directory: database.connect('directory'),
    auditor: database.connect('auditor'),
  };
  store = new ConsentStore(roles.authorizationServer);
});
afterAll(() => database.drop());

// A move without any of the conditions that the store puts to it: only right and guard stand in the way.
const moveConsent = statement(
  'roles.move_consent',
  `UPDATE consent.consent SET status = $2, grant_id = coalesce(grant_id, $3),
     customer_id = coalesce(customer_id, $4), granted = coalesce(granted, $5)
   WHERE consent_id = $1`,
);
const moveGrant = statement(
  'roles.move_grant',
  'UPDATE consent."grant" SET status = $2, claimed_at = $3 WHERE grant_id = $1',
);

async function grantIn(status: GrantStatus): Promise<string> {
  const yes = approval([]);
  await store.authorise(yes);
  if (status === 'ACTIVE') await store.claimGrant(yes.grantId, now);
  if (status === 'REVOKED') await store.revokeGrant(yes.grantId, approved);
  if (status === 'EXPIRED') await store.expireDue(yes.claimBy);
  return yes.grantId;
}

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'moved',
    (error: unknown) =>
      /permission denied|cannot go from/.exec(String(error))?.[0] ?? String(error),
  );

/** Every pair of states with what came of trying it. */
const tried = async <State extends string>(
  states: readonly State[],
  attempt: (from: State, to: State) => Promise<string>,
): Promise<Record<string, string>> => {
  const all: Record<string, string> = {};
  for (const from of states) {
    for (const to of states) all[`${from} → ${to}`] = await attempt(from, to);
  }
  return all;
};

describe.each([
  ['authorizationServer', 'moved', 'cannot go from'],
  ['resourceServer', 'permission denied', 'permission denied'],
  ['tppPortal', 'permission denied', 'permission denied'],
  ['auditor', 'permission denied', 'permission denied'],
] as const)('the role of %s', (app, alongArrows, elsewhere) => {
  const expected = <State extends string>(
    states: readonly State[],
    isArrow: (from: State, to: State) => boolean,
  ): Promise<Record<string, string>> =>
    tried(states, (from, to) => Promise.resolve(isArrow(from, to) ? alongArrows : elsewhere));

  it('moves a consent along the arrows of the table or not at all, whatever it writes', async () => {
    const { grantId } = approval([]);
    await store.authorise(approval([], { grantId }));
    const attempt = async (from: ConsentStatus, to: ConsentStatus) => {
      const agreed = to === 'AUTHORISED' ? [grantId, customerId, '{"AccountIds":[]}'] : [];
      const values = [await consentIn(store, from), to, ...agreed, null, null, null].slice(0, 5);
      return outcome(roles[app].query(moveConsent, values));
    };
    expect(await tried(consentStatuses, attempt)).toEqual(
      await expected(consentStatuses, mayBecome),
    );
  });

  it('moves a grant along the arrows of the table or not at all', async () => {
    const attempt = async (from: GrantStatus, to: GrantStatus) =>
      outcome(roles[app].query(moveGrant, [await grantIn(from), to, now]));
    const isArrow = (from: GrantStatus, to: GrantStatus) =>
      from === to || (grantTransitions[from].to as readonly string[]).includes(to);
    expect(await tried(grantStatuses, attempt)).toEqual(await expected(grantStatuses, isArrow));
  });
});
