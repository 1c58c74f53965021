import type { PublicJwk } from '@sandbank/crypto';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { OrganisationEntity } from '../organisations/organisation.entity.js';
import type { SoftwareMetadata } from './software.schema.js';

export type SoftwareStatus = 'active' | 'withdrawn';

/** An application of an organisation, as it is described to banks. */
@Entity({ name: 'software', schema: 'directory' })
@Check('software_status_check', `status IN ('active', 'withdrawn')`)
@Index('software_organisation', ['organisationId', 'createdAt'])
export class SoftwareEntity {
  @PrimaryColumn({ type: 'uuid', name: 'software_id' })
  softwareId!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => OrganisationEntity)
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'software_organisation_id_fkey',
  })
  organisation!: Relation<OrganisationEntity>;

  @Column({ type: 'text' })
  status!: SoftwareStatus;

  @Column({ type: 'jsonb' })
  metadata!: SoftwareMetadata;

  /** Public keys that were pasted, beside those of certificates. */
  @Column({ type: 'jsonb' })
  keys!: PublicJwk[];

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt!: Date;
}
