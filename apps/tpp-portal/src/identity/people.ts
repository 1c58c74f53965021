import { Inject, Injectable } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { Clock, Database, violates, type Queryable } from '@sandbank/platform';
import { PortalError } from '../portal-error.js';
import * as sql from './person.statements.js';

/** What a person is to be called, and known by. */
export interface Naming {
  readonly name: string;
  readonly email: string;
}

const guestsMax = 5000;
const guestOrganisation = 'Guest workspace';

/** The name of the organisation that a person begins with. */
const organisationOf = (name: string): string => `Workspace of ${name}`;

/** People and how they come to be: as guests, who have no way back, or with a password or a passkey. */
@Injectable()
export class People {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** A guest with a workspace. Throws `limit_reached` when there are too many. */
  async createGuest(): Promise<string> {
    const [row] = await this.database.query<{ guests: number }>(sql.countGuests, [guestsMax]);
    if ((row?.guests ?? 0) >= guestsMax) {
      throw new PortalError('limit_reached', 'There are too many guests. Sign up instead.');
    }
    const personId = randomUuid();
    const values = [personId, 'guest', 'Guest', null, this.clock.now(), randomUuid()];
    await this.database.query(sql.create, [...values, guestOrganisation, null]);
    return personId;
  }

  /** An account with an organisation of its own. Throws `email_taken`. */
  async create(
    { name, email }: Naming,
    { personId = randomUuid(), passwordHash = null }: NewWayIn,
    database: Queryable = this.database,
  ): Promise<string> {
    const values = [personId, 'member', name, email, this.clock.now(), randomUuid()];
    await taken(database.query(sql.create, [...values, organisationOf(name), passwordHash]));
    return personId;
  }

  /** Gives a guest's workspace an owner who can come back. Throws `email_taken`, and `workspace_ended` where it is late. */
  async claim(
    personId: string,
    { name, email }: Naming,
    passwordHash: string | null,
    database: Queryable = this.database,
  ): Promise<void> {
    const values = [personId, name, email, passwordHash, this.clock.now()];
    const rows = await taken(
      database.query(sql.claim, [...values, organisationOf(name), guestOrganisation]),
    );
    if (rows.length > 0) return;
    const [person] = await database.query<{ is_guest: boolean }>(sql.isGuest, [personId]);
    throw person?.is_guest === false ? alreadySignedIn() : workspaceEnded();
  }

  /** Throws `email_taken`. */
  async rename(personId: string, { name, email }: Naming): Promise<void> {
    await taken(this.database.query(sql.rename, [personId, name, email]));
  }

  /** The account of an address and the hash of its password, if it has one. */
  async password(account: string): Promise<{ personId: string; hash: string } | undefined> {
    const rows = await this.database.query<PasswordRow>(sql.findPassword, [account]);
    const [row] = rows;
    return row && { personId: row.person_id, hash: row.password_hash };
  }

  async waysIn(
    personId: string,
    database: Queryable = this.database,
  ): Promise<{ hasPassword: boolean; passkeys: number }> {
    const [row] = await database.query<WaysRow>(sql.waysIn, [personId]);
    return { hasPassword: row?.has_password ?? false, passkeys: row?.passkeys ?? 0 };
  }

  async setPassword(personId: string, hash: string): Promise<void> {
    await this.database.query(sql.setPassword, [personId, hash, this.clock.now()]);
  }

  /** The one operator. */
  async operator(): Promise<string> {
    for (;;) {
      const values = [randomUuid(), this.clock.now()];
      const [row] = await this.database.query<{ person_id: string }>(sql.operator, values);
      // Another process may have made the row in between: then it is there at the next look.
      if (row !== undefined) return row.person_id;
    }
  }
}

/** How a new person is known again. */
export interface NewWayIn {
  readonly personId?: string;
  /** None where a passkey is registered in the same transaction. */
  readonly passwordHash?: string | null;
}

interface PasswordRow {
  readonly person_id: string;
  readonly password_hash: string;
}

interface WaysRow {
  readonly has_password: boolean;
  readonly passkeys: number;
}

/** A week is over: what the guest had is being removed. */
const workspaceEnded = (): PortalError =>
  new PortalError(
    'workspace_ended',
    'This guest workspace has ended: nobody claimed it in time. Sign up to begin with another.',
  );

/** Somebody who has an account already wants another one in the same browser. */
export const alreadySignedIn = (): PortalError =>
  new PortalError('already_signed_in', 'You are signed in already. Sign out first.');

async function taken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    // A guest began this with a passkey, signed out, and ended it as a stranger: the workspace is somebody's already.
    if (violates(cause, 'person_pkey')) throw alreadySignedIn();
    if (!violates(cause, 'person_email_key')) throw cause;
    throw new PortalError(
      'email_taken',
      'There is an account with this e-mail address. If it is yours, sign in.',
      { field: 'email', cause },
    );
  }
}
