import { Inject, Injectable } from '@nestjs/common';
import { parseTimePrefixedToken, randomUuid, timePrefixedToken } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import type { Member, Role } from '../identity/member.js';
import { PortalError } from '../portal-error.js';
import * as sql from './invitation.statements.js';
import { membersMax } from './organisation.store.js';
import { counts, join, lock } from './organisation.statements.js';

/** An invitation as the organisation sees it: without its token, which is shown once. */
export interface InvitationView {
  readonly invitationId: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** An invitation as whoever has the link sees it. */
export interface InvitationOffer {
  readonly organisation: string;
  readonly invitedBy: string;
  readonly role: Role;
  readonly expiresAt: string;
}

const lifetimeSeconds = 7 * 86_400;
const invitationsMax = 20;

/** Invitations into an organisation: links that are good for one person and seven days. */
@Injectable()
export class InvitationStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Resolves to the token, of which only a digest is kept. Throws `limit_reached`. */
  async invite(organisationId: string, invitedBy: string, role: Role): Promise<string> {
    const now = this.clock.now();
    const token = timePrefixedToken(now);
    const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
    const values = [randomUuid(), keyOf(token), organisationId, role, invitedBy, now, expiresAt];
    const made = await this.database.query(sql.invite, [...values, invitationsMax]);
    if (made.length === 1) return token;
    throw new PortalError(
      'limit_reached',
      `${invitationsMax} invitations are open. Withdraw one, or wait until it ends.`,
    );
  }

  async list(organisationId: string): Promise<InvitationView[]> {
    const values = [organisationId, this.clock.now()];
    const rows = await this.database.query<ListRow>(sql.list, values);
    return rows.map((row) => ({
      invitationId: row.invitation_id,
      role: row.role,
      invitedBy: row.invited_by,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }

  /** Throws `unknown_invitation`. */
  async withdraw(organisationId: string, invitationId: string): Promise<void> {
    const gone = await this.database.query(sql.withdraw, [organisationId, invitationId]);
    if (gone.length === 0) throw unknownInvitation();
  }

  /** Throws `unknown_invitation` for one that was used, withdrawn, has ended or never was. */
  async look(token: string): Promise<InvitationOffer> {
    const values = [keyOf(token), this.clock.now()];
    const [row] = await this.database.query<OfferRow>(sql.look, values);
    if (row === undefined) throw unknownInvitation();
    const { organisation, invited_by: invitedBy, role, expires_at: expiresAt } = row;
    return { organisation, invitedBy, role, expiresAt: expiresAt.toISOString() };
  }

  /**
   * Uses the invitation up; resolves to the organisation. Throws `unknown_invitation`, `already_member` (it stays good
   * for somebody else), `limit_reached`, and `claim_first` for a guest who would own.
   */
  async accept(token: string, { personId, isGuest }: Member): Promise<string> {
    const now = this.clock.now();
    return this.database.transaction(async (transaction) => {
      const key = keyOf(token);
      const [found] = await transaction.query<{ organisation_id: string }>(sql.find, [key, now]);
      if (found === undefined) throw unknownInvitation();
      const { organisation_id: organisationId } = found;
      await transaction.query(lock, [organisationId]);
      const [taken] = await transaction.query<{ role: Role }>(sql.take, [key, now]);
      if (taken === undefined) throw unknownInvitation();
      if (isGuest && taken.role === 'owner') {
        throw new PortalError(
          'claim_first',
          'An owner needs an account: claim the workspace first.',
        );
      }
      const values = [organisationId, personId, taken.role, now];
      if ((await transaction.query(join, values)).length === 0) {
        throw new PortalError('already_member', 'You are in this organisation already.');
      }
      const [row] = await transaction.query<{ members: number }>(counts, [organisationId]);
      if ((row?.members ?? 0) <= membersMax) return organisationId;
      throw new PortalError('limit_reached', `An organisation has at most ${membersMax} members.`);
    });
  }

  async removeExpired(): Promise<void> {
    await this.database.query(sql.removeExpired, [this.clock.now()]);
  }
}

const unknownInvitation = (): PortalError =>
  new PortalError(
    'unknown_invitation',
    'This invitation was used, withdrawn, or has ended. Ask for another.',
  );

/** What a token is known by; nothing for what is no token. */
const keyOf = (token: string): string => parseTimePrefixedToken(token)?.key ?? '';

interface ListRow {
  readonly invitation_id: string;
  readonly role: Role;
  readonly invited_by: string;
  readonly created_at: Date;
  readonly expires_at: Date;
}

interface OfferRow {
  readonly organisation: string;
  readonly invited_by: string;
  readonly role: Role;
  readonly expires_at: Date;
}
