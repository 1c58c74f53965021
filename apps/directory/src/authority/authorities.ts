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
    await this.database.transaction((transaction) => this.insert(transaction, made, 'directory'));
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
   * Lets a new authority issue. The one before it is trusted until what it issued has ended; in an emergency it goes at
   * once, and with it all that it issued. `ageing` is who was seen to need a successor: where another has taken its
   * place, nothing is done. @throws OrderRefused while too many are trusted
   */
  async rotate(by: Actor, isEmergency: boolean, ageing?: string): Promise<void> {
    const now = this.clock.now();
    const made = await newAuthority(now);
    await this.database.transaction(async (transaction) => {
      const [former] = await transaction.query<AuthorityEntity>(statements.lockCurrent);
      if (ageing !== undefined && former?.authorityId !== ageing) return;
      const trusted = await transaction.query(statements.findTrusted);
      if (trusted.length >= trustedMax && !isEmergency)
        throw conflictWithOrder(`${trusted.length} authorities are trusted still: that is enough`);
      if (former !== undefined && isEmergency) await this.removeIn(transaction, former, by);
      else if (former !== undefined)
        await transaction.query(statements.retire, [former.authorityId, now]);
      await this.insert(transaction, made, by);
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

  private async removeIn(
    transaction: Queryable,
    { authorityId }: AuthorityEntity,
    by: Actor,
  ): Promise<void> {
    const now = this.clock.now();
    const revoked = await transaction.query(statements.revokeAllOf, [authorityId, now]);
    await transaction.query(statements.remove, [authorityId, now]);
    const detail = { emergency: true, certificates: revoked.length };
    await tell(transaction, now, {
      ...{ event: 'authority.removed', by, subjectId: authorityId, detail },
    });
  }

  private async insert(transaction: Queryable, made: NewAuthority, by: Actor): Promise<void> {
    const authorityId = randomUuid();
    const now = this.clock.now();
    const nextUpdate = nextUpdateAfter(now);
    const crl = signRevocationList({
      ...{ certificate: made.certificate, privateKey: made.privateKey, number: 1n },
      ...{ thisUpdate: now, nextUpdate, revoked: [] },
    });
    const inserted = await transaction.query(statements.insert, [
      ...[authorityId, made.certificate, this.keys.sealed(authorityId, made.privateKey)],
      ...[now, made.notAfter, crl, nextUpdate],
    ]);
    if (inserted.length === 0) return;
    await tell(transaction, now, { event: 'authority.made', by, subjectId: authorityId });
  }
}
