import { Inject, Injectable } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import { Clock, conflictWithOrder, Database, type Queryable } from '@sandbank/platform';
import { tell, type Actor } from '../record/told.js';
import { newAuthority, type NewAuthority } from './authority-certificate.js';
import type { AuthorityEntity } from './authority.entity.js';
import { AuthorityKeys } from './authority-keys.js';
import * as statements from './authority.statements.js';
import { signRevocationList } from './revocation-list.js';
import { nextUpdateAfter, RevocationLists } from './revocation-lists.js';

/** Servers that read the trust document take fifty. */
const trustedMax = 40;

/** What a rotation came to, by ids: who issues now, if another does, and who is trusted no more. */
export interface Rotation {
  readonly made?: string;
  readonly removed: readonly string[];
}

/** The directory's authorities in PostgreSQL: one issues, and all that are not removed are trusted. */
@Injectable()
export class Authorities {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuthorityKeys) private readonly keys: AuthorityKeys,
    @Inject(RevocationLists) private readonly lists: RevocationLists,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Makes the first authority; without effect where there is one. @throws Error where its key cannot be opened. */
  async makeFirst(): Promise<void> {
    const [current] = await this.database.query<AuthorityEntity>(statements.findCurrent);
    if (current !== undefined) {
      this.keys.opened(current);
      return;
    }
    const made = await newAuthority(this.clock.now());
    await this.database.transaction(async (transaction) => {
      await transaction.query(statements.takeTurns);
      // Another process may have been first; then its authority is the directory's.
      const [first] = await transaction.query<AuthorityEntity>(statements.findCurrent);
      if (first === undefined) await this.insert(transaction, made, 'directory');
    });
  }

  /** The one that issues. */
  async current(): Promise<AuthorityEntity> {
    const [current] = await this.database.query<AuthorityEntity>(statements.findCurrent);
    if (current === undefined) throw new Error('there is no authority');
    return current;
  }

  /** All that are trusted, the one that issues first, with lists that are in time. */
  async trusted(): Promise<readonly AuthorityEntity[]> {
    const found = await this.database.query<AuthorityEntity>(statements.findTrusted);
    if (!(await this.lists.renewDue(found))) return found;
    return this.database.query<AuthorityEntity>(statements.findTrusted);
  }

  /** Those that were removed too. */
  all(): Promise<readonly AuthorityEntity[]> {
    return this.database.query<AuthorityEntity>(statements.findAll);
  }

  /**
   * Lets a new authority issue. The one before it is trusted until what it issued has ended; in an emergency all before
   * it go at once, and with them all that they issued: one secret seals every key. `ageing` is who was seen to need a
   * successor: where another has taken its place, nothing is done. @throws OrderRefused while too many are trusted
   */
  async rotate(by: Actor, isEmergency: boolean, ageing?: string): Promise<Rotation> {
    const now = this.clock.now();
    const made = await newAuthority(now);
    return this.database.transaction(async (transaction) => {
      // Whoever waits here looks at what the one before left.
      await transaction.query(statements.takeTurns);
      const trusted = await transaction.query<AuthorityEntity>(statements.lockTrusted);
      const former = trusted.find(({ state }) => state === 'current');
      if (ageing !== undefined && former?.authorityId !== ageing) return { removed: [] };
      if (trusted.length >= trustedMax && !isEmergency)
        throw conflictWithOrder(`${trusted.length} authorities are trusted still: that is enough`);
      const removed = isEmergency ? trusted.map(({ authorityId }) => authorityId) : [];
      for (const authorityId of removed) await this.removeIn(transaction, authorityId, by);
      if (!isEmergency && former !== undefined)
        await transaction.query(statements.retire, [former.authorityId, now]);
      return { made: await this.insert(transaction, made, by), removed };
    });
  }

  /** Removes retired authorities of whose certificates none is in time any more. */
  async removeDone(): Promise<void> {
    const now = this.clock.now();
    const done = await this.database.query<AuthorityEntity>(statements.findDone, [now]);
    for (const { authorityId } of done)
      await this.database.transaction(async (transaction) => {
        const removed = await transaction.query(statements.remove, [authorityId, now]);
        if (removed.length === 0) return;
        const happening = { event: 'authority.removed', by: 'directory' } as const;
        await tell(transaction, now, { ...happening, subjectId: authorityId });
      });
  }

  private async removeIn(transaction: Queryable, authorityId: string, by: Actor): Promise<void> {
    const now = this.clock.now();
    const revoked = await transaction.query(statements.revokeAllOf, [authorityId, now]);
    await transaction.query(statements.remove, [authorityId, now]);
    const detail = { emergency: true, certificates: revoked.length };
    await tell(transaction, now, {
      ...{ event: 'authority.removed', by, subjectId: authorityId, detail },
    });
  }

  private async insert(transaction: Queryable, made: NewAuthority, by: Actor): Promise<string> {
    const authorityId = randomUuid();
    const now = this.clock.now();
    const nextUpdate = nextUpdateAfter(now);
    const crl = signRevocationList({
      ...{ certificate: made.certificate, privateKey: made.privateKey, number: 1n },
      ...{ thisUpdate: now, nextUpdate, revoked: [] },
    });
    await transaction.query(statements.insert, [
      ...[authorityId, made.certificate, this.keys.sealed(authorityId, made.privateKey)],
      ...[now, made.notAfter, crl, nextUpdate],
    ]);
    await tell(transaction, now, { event: 'authority.made', by, subjectId: authorityId });
    return authorityId;
  }
}
