import { Inject, Injectable } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { Clock, Database, type Transaction } from '@sandbank/platform';
import type { Role } from '../identity/member.js';
import { PortalError } from '../portal-error.js';
import * as sql from './organisation.statements.js';

/** Somebody in an organisation. */
export interface MemberView {
  readonly personId: string;
  readonly name: string;
  readonly email?: string | undefined;
  readonly isGuest: boolean;
  readonly role: Role;
  readonly joinedAt: string;
}

const organisationsMax = 10;
export const membersMax = 50;

/** Organisations and who is in them: there is always an owner. */
@Injectable()
export class OrganisationStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Resolves to its id. Throws `limit_reached` for somebody who is in too many. */
  async create(name: string, personId: string): Promise<string> {
    const id = randomUuid();
    const values = [id, name, this.clock.now(), personId, organisationsMax];
    if ((await this.database.query(sql.create, values)).length === 1) return id;
    throw new PortalError(
      'limit_reached',
      `A person can be in ${organisationsMax} organisations at most.`,
    );
  }

  async rename(organisationId: string, name: string): Promise<void> {
    await this.database.query(sql.rename, [organisationId, name]);
  }

  async members(organisationId: string): Promise<MemberView[]> {
    const rows = await this.database.query<MemberRow>(sql.members, [organisationId]);
    return rows.map(viewOf);
  }

  /** Takes somebody out, with the invitations they made. Throws `unknown_person`, and `last_owner` when nobody would be left to decide. */
  async remove(organisationId: string, personId: string): Promise<void> {
    await this.keepingAnOwner(organisationId, personId, (transaction) =>
      transaction.query(sql.remove, [organisationId, personId]),
    );
  }

  /** Throws `unknown_person` (a guest cannot own), and `last_owner`. */
  async setRole(organisationId: string, personId: string, role: Role): Promise<void> {
    await this.keepingAnOwner(organisationId, personId, (transaction) =>
      transaction.query(sql.setRole, [organisationId, personId, role]),
    );
  }

  private async keepingAnOwner(
    organisationId: string,
    personId: string,
    change: (transaction: Transaction) => Promise<unknown[]>,
  ): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(sql.lock, [organisationId]);
      if ((await change(transaction)).length === 0) {
        throw new PortalError('unknown_person', 'Nobody of the organisation can be changed so.');
      }
      await transaction.query(sql.withdrawInvitationsOf, [organisationId, personId]);
      const [left] = await transaction.query<{ owners: number }>(sql.counts, [organisationId]);
      if ((left?.owners ?? 0) > 0) return;
      throw new PortalError(
        'last_owner',
        'An organisation needs an owner. Make somebody else an owner first.',
      );
    });
  }
}

interface MemberRow {
  readonly person_id: string;
  readonly name: string;
  readonly email: string | null;
  readonly is_guest: boolean;
  readonly role: Role;
  readonly joined_at: Date;
}

const viewOf = (row: MemberRow): MemberView => ({
  personId: row.person_id,
  name: row.name,
  email: row.email ?? undefined,
  isGuest: row.is_guest,
  role: row.role,
  joinedAt: row.joined_at.toISOString(),
});
