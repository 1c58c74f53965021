import { Inject, Injectable } from '@nestjs/common';
import { randomUuid, type PublicJwk } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { Clock, Database, type Transaction } from '@sandbank/platform';
import { nothingHere } from '../access/nothing-here.js';
import type { CertificateUse } from '../certificates/certificate.js';
import type { IssuedCertificate } from '../certificates/certificate-resource.js';
import { Certificates } from '../certificates/certificates.js';
import { Issuing } from '../certificates/issuing.js';
import { Revoking } from '../certificates/revoking.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { tell } from '../record/told.js';
import type { SoftwareEntity } from './software.entity.js';
import type { SoftwareMetadata } from './software.schema.js';
import * as statements from './software.statements.js';

/** Software as stored. */
export type StoredSoftware = Readonly<Omit<SoftwareEntity, 'organisation'>>;

/** What software is added with. */
export interface NewSoftware {
  readonly metadata: SoftwareMetadata;
  readonly keys: readonly PublicJwk[];
  readonly certificateRequests: readonly { readonly use: CertificateUse; readonly csr: string }[];
}

const activeMax = 50;
/** Those that were withdrawn too: what was certified is kept. */
const madeMax = 500;

/** The software of organisations. */
@Injectable()
export class SoftwareCatalogue {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Certificates) private readonly certificates: Certificates,
    @Inject(Issuing) private readonly issuing: Issuing,
    @Inject(Revoking) private readonly revoking: Revoking,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Adds software with the certificates that are asked for along with it: all of it, or nothing. */
  async add(
    organisation: OrganisationEntity,
    { metadata, keys, certificateRequests }: NewSoftware,
  ): Promise<{ software: StoredSoftware; certificates: readonly IssuedCertificate[] }> {
    assertRoles(organisation, metadata);
    const { organisationId } = organisation;
    const softwareId = randomUuid();
    const own = { organisation, software: { softwareId, metadata } };
    const wanted = await Promise.all(
      certificateRequests.map(({ use, csr }) => this.certificates.wanted(own, use, csr)),
    );
    return this.issuing.issue(wanted, async (transaction, signed) => {
      await this.assertRoom(transaction, organisationId);
      const now = this.clock.now();
      const values = [softwareId, organisationId, JSON.stringify(metadata), JSON.stringify(keys)];
      const software = only(
        await transaction.query<StoredSoftware>(statements.insert, [...values, now]),
      );
      const happening = { event: 'software.added', by: 'organisation' } as const;
      await tell(transaction, now, { ...happening, organisationId, softwareId });
      const certificates: IssuedCertificate[] = [];
      for (const each of signed) certificates.push(await this.issuing.place(transaction, each));
      return { software, certificates };
    });
  }

  /** @throws 404 for what is not there or another organisation's. */
  async find({ organisationId }: OrganisationEntity, softwareId: string): Promise<StoredSoftware> {
    const values = [softwareId, organisationId];
    return only(await this.database.query<StoredSoftware>(statements.find, values));
  }

  ofOrganisation({ organisationId }: OrganisationEntity): Promise<readonly StoredSoftware[]> {
    return this.database.query(statements.findAll, [organisationId]);
  }

  /** Describes software anew; its certificates say what they said. */
  async replace(
    organisation: OrganisationEntity,
    softwareId: string,
    metadata: SoftwareMetadata,
  ): Promise<StoredSoftware> {
    assertRoles(organisation, metadata);
    return this.change(organisation, softwareId, statements.replace, metadata);
  }

  /** Publishes these keys beside those of certificates, and no others. */
  replaceKeys(
    organisation: OrganisationEntity,
    softwareId: string,
    keys: readonly PublicJwk[],
  ): Promise<StoredSoftware> {
    return this.change(organisation, softwareId, statements.replaceKeys, keys);
  }

  /** Withdraws software for good, and revokes its certificates. */
  async withdraw(organisation: OrganisationEntity, softwareId: string): Promise<void> {
    const { organisationId } = organisation;
    const now = this.clock.now();
    await this.database.transaction(async (transaction) => {
      const values = [softwareId, organisationId, now];
      const software = only(await transaction.query<StoredSoftware>(statements.withdraw, values));
      const happening = { event: 'software.withdrawn', by: 'organisation' } as const;
      await tell(transaction, now, { ...happening, organisationId, softwareId });
      await this.revoking.revokeAll(transaction, { organisation, software });
    });
  }

  private change(
    { organisationId }: OrganisationEntity,
    softwareId: string,
    statement: typeof statements.replace,
    value: unknown,
  ): Promise<StoredSoftware> {
    const now = this.clock.now();
    return this.database.transaction(async (transaction) => {
      const values = [softwareId, organisationId, JSON.stringify(value), now];
      const software = only(await transaction.query<StoredSoftware>(statement, values));
      const happening = { event: 'software.changed', by: 'organisation' } as const;
      await tell(transaction, now, { ...happening, organisationId, softwareId });
      return software;
    });
  }

  private async assertRoom(transaction: Transaction, organisationId: string): Promise<void> {
    only(await transaction.query(statements.lockOrganisation, [organisationId]));
    const [count] = await transaction.query<{ made: number; active: number }>(statements.countOf, [
      organisationId,
    ]);
    if (count !== undefined && count.active < activeMax && count.made < madeMax) return;
    const most = `at most ${activeMax} at a time, ${madeMax} ever`;
    throw invalidRequest(`the organisation has too much software: ${most}`, { status: 409 });
  }
}

function only<T>([row]: readonly T[]): T {
  if (row === undefined) throw nothingHere();
  return row;
}

function assertRoles({ roles }: OrganisationEntity, metadata: SoftwareMetadata): void {
  const missing = metadata.roles.filter((role) => !roles.includes(role));
  if (missing.length === 0) return;
  throw invalidRequest(`roles: the organisation is no ${missing.join(', ')}`, {
    expected: roles,
    received: missing,
  });
}
