import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from './roles.js';

export type OrganisationStatus = 'active' | 'suspended';

/** A third-party provider. It is known by its token, of which a digest is kept. */
@Entity({ name: 'organisation', schema: 'directory' })
@Check('organisation_status_check', `status IN ('active', 'suspended')`)
@Check('organisation_suspension_check', `(status = 'suspended') = (suspended_at IS NOT NULL)`)
@Unique('organisation_token_digest_key', ['tokenDigest'])
export class OrganisationEntity {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text' })
  name!: string;

  /** ISO 3166-1, two letters. */
  @Column({ type: 'text' })
  country!: string;

  @Column({ type: 'text', array: true })
  roles!: Role[];

  @Column({ type: 'text' })
  status!: OrganisationStatus;

  @Column({ type: 'bytea', name: 'token_digest', select: false })
  tokenDigest!: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'suspended_at', nullable: true })
  suspendedAt!: Date | null;
}
