import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, type Transaction } from '@sandbank/platform';
import type { AuthorityEntity } from './authority.entity.js';
import { AuthorityKeys } from './authority-keys.js';
import * as statements from './authority.statements.js';
import { signRevocationList, type RevokedCertificate } from './revocation-list.js';

const listSeconds = 6 * 3600;
/** A list with less than this left is written anew: whoever reads it has hours to spare when the directory is down. */
const renewedBeforeSeconds = 4 * 3600;

/** When a list that is written now ends. */
export const nextUpdateAfter = (now: Date): Date => new Date(now.getTime() + listSeconds * 1000);

/** The lists of revoked certificates: each is written in the transaction that changes what it says. */
@Injectable()
export class RevocationLists {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuthorityKeys) private readonly keys: AuthorityKeys,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Writes the lists of these authorities anew, once everything before in the transaction is done. */
  async write(transaction: Transaction, authorityIds: readonly string[]): Promise<void> {
    const wanted = [[...new Set(authorityIds)]];
    const locked = await transaction.query<AuthorityEntity>(statements.lockForList, wanted);
    for (const authority of locked) await this.writeLocked(transaction, authority);
  }

  /** Writes anew what would end soon; costs no statement where nothing does. True when something was written. */
  async renewDue(authorities: readonly AuthorityEntity[]): Promise<boolean> {
    const due = authorities.filter((authority) => this.isDue(authority));
    if (due.length === 0) return false;
    const ids = due.map(({ authorityId }) => authorityId);
    await this.database.transaction(async (transaction) => {
      const locked = await transaction.query<AuthorityEntity>(statements.lockForList, [ids]);
      // Another process may have been first.
      for (const authority of locked)
        if (this.isDue(authority)) await this.writeLocked(transaction, authority);
    });
    return true;
  }

  private isDue({ crlNextUpdate }: AuthorityEntity): boolean {
    const left = crlNextUpdate.getTime() - this.clock.now().getTime();
    return left < renewedBeforeSeconds * 1000;
  }

  private async writeLocked(transaction: Transaction, authority: AuthorityEntity): Promise<void> {
    const now = this.clock.now();
    const { authorityId, certificate } = authority;
    const revoked = await transaction.query<RevokedCertificate>(statements.findRevoked, [
      ...[authorityId, now],
    ]);
    const number = BigInt(authority.crlNumber) + 1n;
    const nextUpdate = nextUpdateAfter(now);
    const privateKey = this.keys.opened(authority);
    const list = { certificate, privateKey, number, thisUpdate: now, nextUpdate, revoked };
    const values = [authorityId, signRevocationList(list), String(number), nextUpdate];
    await transaction.query(statements.storeList, values);
  }
}
