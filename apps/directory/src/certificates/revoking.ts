import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, type Transaction } from '@sandbank/platform';
import { RevocationLists } from '../authority/revocation-lists.js';
import { tell } from '../record/told.js';
import type { RevocationReason } from './certificate.js';
import type { IssuedCertificate } from './certificate-resource.js';
import * as statements from './certificate.statements.js';
import { Certificates } from './certificates.js';
import { holdSoftware, type OwnSoftware } from './held-software.js';

/** Ends certificates: from then on they stand in the list of their authority. */
@Injectable()
export class Revoking {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Certificates) private readonly certificates: Certificates,
    @Inject(RevocationLists) private readonly lists: RevocationLists,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Revokes a certificate for good; where its key is lost, all around that key. Again it changes nothing. */
  async revoke(
    own: OwnSoftware,
    certificateId: string,
    reason: RevocationReason,
  ): Promise<IssuedCertificate> {
    await this.certificates.find(own, certificateId);
    const { softwareId } = own.software;
    const now = this.clock.now();
    await this.database.transaction(async (transaction) => {
      await holdSoftware(transaction, own);
      const values = [certificateId, softwareId, reason, now];
      await this.revokedIn(transaction, own, reason, statements.revoke, values);
    });
    return this.certificates.find(own, certificateId);
  }

  /** Revokes all that is in time, of software that the transaction withdraws. */
  async revokeAll(transaction: Transaction, own: OwnSoftware): Promise<void> {
    const values = [own.software.softwareId, this.clock.now()];
    await this.revokedIn(
      ...([transaction, own, 'cessationOfOperation', statements.revokeAll, values] as const),
    );
  }

  private async revokedIn(
    transaction: Transaction,
    { organisation: { organisationId }, software: { softwareId } }: OwnSoftware,
    reason: RevocationReason,
    statement: typeof statements.revoke,
    values: readonly unknown[],
  ): Promise<void> {
    const revoked = await transaction.query<IssuedCertificate>(statement, values);
    if (revoked.length === 0) return;
    const about = { event: 'certificate.revoked', by: 'organisation', organisationId } as const;
    for (const { certificateId: subjectId } of revoked)
      await tell(transaction, this.clock.now(), {
        ...{ ...about, softwareId, subjectId, detail: { reason } },
      });
    await this.lists.write(
      transaction,
      revoked.map(({ authorityId }) => authorityId),
    );
  }
}
