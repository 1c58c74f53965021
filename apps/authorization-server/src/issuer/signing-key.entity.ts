import type { JwsAlgorithm, PublicJwk } from '@sandbank/crypto';
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
import { BankEntity } from './bank.entity.js';

/** What a key of a bank signs; a key has one purpose only (SP-6.8). */
export type KeyPurpose = 'access_token' | 'id_token' | 'bank_internal' | 'audit';

/** Published ahead, signing, published for what it signed, gone. */
export type KeyState = 'next' | 'active' | 'retired' | 'removed';

/** A signing key of a bank. The private half is sealed, and destroyed when the key signs no more. */
@Entity({ name: 'signing_key', schema: 'authorization_server' })
@Check(
  'signing_key_purpose_check',
  `purpose IN ('access_token', 'id_token', 'bank_internal', 'audit')`,
)
@Check('signing_key_state_check', `state IN ('next', 'active', 'retired', 'removed')`)
@Check(
  'signing_key_private_half_check',
  `(state IN ('next', 'active')) = (sealed_private_jwk IS NOT NULL)`,
)
@Check('signing_key_times_check', `(state IN ('next', 'active')) = (removed_from IS NULL)`)
@Index('signing_key_one_active', ['bank', 'purpose', 'alg'], {
  unique: true,
  where: `state = 'active'`,
})
@Index('signing_key_one_next', ['bank', 'purpose', 'alg'], {
  unique: true,
  where: `state = 'next'`,
})
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'text' })
  kid!: string;

  @Column({ type: 'text' })
  bank!: string;

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank', foreignKeyConstraintName: 'signing_key_bank_fkey' })
  issuer!: Relation<BankEntity>;

  @Column({ type: 'text' })
  purpose!: KeyPurpose;

  @Column({ type: 'text' })
  alg!: JwsAlgorithm;

  @Column({ type: 'text' })
  state!: KeyState;

  @Column({ type: 'jsonb', name: 'public_jwk' })
  publicJwk!: PublicJwk;

  @Column({ type: 'bytea', name: 'sealed_private_jwk', nullable: true })
  sealedPrivateJwk!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** When it began to sign, or will at the earliest. */
  @Column({ type: 'timestamptz', name: 'active_from' })
  activeFrom!: Date;

  @Column({ type: 'timestamptz', name: 'retired_from', nullable: true })
  retiredFrom!: Date | null;

  /** When it left the published set, or will. */
  @Column({ type: 'timestamptz', name: 'removed_from', nullable: true })
  removedFrom!: Date | null;

  /** Removed at once, because someone else may hold the private half. */
  @Column({ type: 'boolean', default: false })
  compromised!: boolean;
}
