import type { PublicJwk } from '@sandbank/crypto';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { AuthorityEntity } from '../authority/authority.entity.js';
import { SoftwareEntity } from '../software/software.entity.js';
import type { CertificateUse, RevocationReason } from './certificate.js';

/** A certificate that was issued, and whether it still counts. */
@Entity({ name: 'certificate', schema: 'directory' })
@Check('certificate_use_check', `use IN ('transport', 'signing')`)
@Check('certificate_public_jwk_check', `(use = 'signing') = (public_jwk IS NOT NULL)`)
@Check('certificate_revocation_check', `(revoked_at IS NULL) = (revocation_reason IS NULL)`)
@Unique('certificate_serial_number_key', ['authorityId', 'serialNumber'])
@Index('certificate_software', ['softwareId', 'createdAt'])
@Index('certificate_revoked', ['authorityId', 'notAfter'], { where: 'revoked_at IS NOT NULL' })
@Index('certificate_compromised', ['keyDigest'], {
  where: `revocation_reason = 'keyCompromise'`,
})
export class CertificateEntity {
  @PrimaryColumn({ type: 'uuid', name: 'certificate_id' })
  certificateId!: string;

  @Column({ type: 'uuid', name: 'software_id' })
  softwareId!: string;

  @ManyToOne(() => SoftwareEntity)
  @JoinColumn({ name: 'software_id', foreignKeyConstraintName: 'certificate_software_id_fkey' })
  software!: Relation<SoftwareEntity>;

  @Column({ type: 'uuid', name: 'authority_id' })
  authorityId!: string;

  @ManyToOne(() => AuthorityEntity)
  @JoinColumn({ name: 'authority_id', foreignKeyConstraintName: 'certificate_authority_id_fkey' })
  authority!: Relation<AuthorityEntity>;

  @Column({ type: 'text' })
  use!: CertificateUse;

  /** In hexadecimal. */
  @Column({ type: 'text', name: 'serial_number' })
  serialNumber!: string;

  @Column({ type: 'text' })
  subject!: string;

  /** In DER. */
  @Column({ type: 'bytea' })
  certificate!: Buffer;

  @Column({ type: 'text' })
  thumbprint!: string;

  /** SHA-256 of the SubjectPublicKeyInfo. */
  @Column({ type: 'bytea', name: 'key_digest' })
  keyDigest!: Buffer;

  @Column({ type: 'jsonb', name: 'public_jwk', nullable: true })
  publicJwk!: PublicJwk | null;

  @Column({ type: 'bytea', name: 'request_digest' })
  requestDigest!: Buffer;

  @Column({ type: 'timestamptz', name: 'not_before' })
  notBefore!: Date;

  @Column({ type: 'timestamptz', name: 'not_after' })
  notAfter!: Date;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column({ type: 'text', name: 'revocation_reason', nullable: true })
  revocationReason!: RevocationReason | null;
}
