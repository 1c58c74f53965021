import { sha256 } from '@sandbank/crypto';
import { startPortal, type RunningPortal } from '../running-portal.js';
import { guest, me, signIn, signUp, type Person } from '../identity/visitors.js';

/** One organisation, those who are in it, and those who are not. */
export interface World {
  readonly portal: RunningPortal;
  /** The organisation whose things nobody else may see. */
  readonly organisation: string;
  readonly owner: Person;
  /** In the organisation, without the role of an owner. */
  readonly member: Person;
  /** Owns another organisation. */
  readonly outsider: Person;
  readonly guest: Person;
  readonly operator: Person;
}

const operatorWords = 'words of the operator';

/** Starts a portal and fills it. */
export async function startWorld(): Promise<World> {
  const portal = await startPortal(1, {
    settings: { SANDBANK_OPERATOR_PASSWORD_FILE: sha256(operatorWords) },
  });
  const owner = await signUp(portal);
  const { organisation } = owner;
  const member = await signUp(portal);
  await join(portal, organisation, member.personId);
  // Without its own workspace, so that nothing of its own is mistaken for the organisation's.
  const browser = await signIn(portal, 'operator', operatorWords);
  const { personId } = (await me(browser))!;
  return {
    ...{ portal, organisation, owner, member },
    outsider: await signUp(portal),
    guest: await guest(portal),
    operator: { browser, personId, email: 'operator', organisation: '' },
  };
}

/** Puts somebody into an organisation. */
export const join = (portal: RunningPortal, organisation: string, personId: string) =>
  portal.database.query(
    `INSERT INTO tpp_portal.membership (organisation_id, person_id, role, joined_at)
     VALUES ($1, $2, 'member', now())`,
    [organisation, personId],
  );
