import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, violates, type Queryable } from '@sandbank/platform';
import { PortalError } from '../../portal-error.js';
import { lock, waysIn } from '../person.statements.js';
import * as sql from './passkey.statements.js';

/** A passkey as it was registered. */
export interface NewPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isBackedUp: boolean;
}

/** What a sign-in is checked with. */
export interface KnownPasskey {
  readonly personId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
}

/** A passkey as its owner sees it. */
export interface PasskeyView {
  readonly passkeyId: string;
  readonly name: string;
  readonly transports: readonly string[];
  /** Kept by a password service, so that it outlives the device. */
  readonly isBackedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt?: string | undefined;
}

const passkeysMax = 10;

/** The passkeys of people: public keys, and how often they were used where the device counts. */
@Injectable()
export class PasskeyStore {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws `passkey_refused` when the key is registered already, `limit_reached` for one too many. */
  async add(
    personId: string,
    name: string,
    passkey: NewPasskey,
    database: Queryable = this.database,
  ): Promise<void> {
    if ((await database.query(sql.list, [personId])).length >= passkeysMax) {
      throw new PortalError('limit_reached', `An account has at most ${passkeysMax} passkeys.`);
    }
    const { credentialId, publicKey, counter, transports, isBackedUp } = passkey;
    const values = [credentialId, personId, name, publicKey, counter, JSON.stringify(transports)];
    try {
      await database.query(sql.add, [...values, isBackedUp, this.clock.now()]);
    } catch (cause) {
      if (!violates(cause, 'passkey_pkey')) throw cause;
      throw new PortalError('passkey_refused', 'This passkey is registered already.', { cause });
    }
  }

  async find(credentialId: string): Promise<KnownPasskey | undefined> {
    const [row] = await this.database.query<FoundRow>(sql.find, [credentialId]);
    return row && { personId: row.person_id, publicKey: row.public_key, counter: row.counter };
  }

  /** Notes a use; false when the counter did not rise. */
  async noteUse(credentialId: string, counter: number, isBackedUp: boolean): Promise<boolean> {
    const values = [credentialId, counter, isBackedUp, this.clock.now()];
    return (await this.database.query(sql.used, values)).length === 1;
  }

  async list(personId: string): Promise<PasskeyView[]> {
    const rows = await this.database.query<ListRow>(sql.list, [personId]);
    return rows.map((row) => ({
      passkeyId: row.credential_id,
      name: row.name,
      transports: row.transports,
      isBackedUp: row.backed_up,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString(),
    }));
  }

  /** Removes a passkey that is not the only way in. Throws `unknown_passkey`, `last_way_in`. */
  async remove(personId: string, credentialId: string): Promise<void> {
    await this.database.transaction(async (transaction) => {
      await transaction.query(lock, [personId]);
      const removed = await transaction.query(sql.remove, [personId, credentialId]);
      if (removed.length === 0)
        throw new PortalError('unknown_passkey', 'There is no such passkey.');
      const [left] = await transaction.query<{ has_password: boolean; passkeys: number }>(waysIn, [
        personId,
      ]);
      if (left?.has_password === true || (left?.passkeys ?? 0) > 0) return;
      throw new PortalError(
        'last_way_in',
        'This is the only way into your account. Set a password or add another passkey first.',
      );
    });
  }
}

interface FoundRow {
  readonly person_id: string;
  readonly public_key: Buffer;
  readonly counter: number;
}

interface ListRow {
  readonly credential_id: string;
  readonly name: string;
  readonly transports: readonly string[];
  readonly backed_up: boolean;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
}
