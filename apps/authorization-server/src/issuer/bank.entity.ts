import type { JwsAlgorithm } from '@sandbank/crypto';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A bank: an issuer is data, so another bank is another row. */
@Entity({ name: 'bank', schema: 'authorization_server' })
@Check('bank_slug_check', `slug ~ '^[a-z][a-z0-9-]{1,30}$'`)
@Check('bank_signing_alg_check', `signing_alg IN ('ES256', 'PS256', 'EdDSA')`)
@Check('bank_key_rotation_days_check', 'key_rotation_days BETWEEN 1 AND 3650')
@Check('bank_reauthentication_days_check', 'reauthentication_days BETWEEN 1 AND 3650')
export class BankEntity {
  @PrimaryColumn({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  tagline!: string;

  /** Id of a profile of the policy. */
  @Column({ type: 'text' })
  profile!: string;

  @Column({ type: 'text', name: 'signing_alg' })
  signingAlg!: JwsAlgorithm;

  /** Days after which a signing key gets a successor; null where only commands rotate. */
  @Column({ type: 'integer', name: 'key_rotation_days', nullable: true })
  keyRotationDays!: number | null;

  /** Days after which access to accounts needs a new sign-in; null where it lasts as long as it was agreed to. */
  @Column({ type: 'integer', name: 'reauthentication_days', nullable: true })
  reauthenticationDays!: number | null;
}
