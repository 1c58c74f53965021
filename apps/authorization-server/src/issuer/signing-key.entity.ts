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
import { BankEntity } from './bank.entity.js';

/** What a key of a bank signs; a key has one purpose only (SP-6.8). */
export type KeyPurpose = 'access_token' | 'id_token' | 'bank_internal';

/** A signing key of a bank; the private half is sealed. */
@Entity({ name: 'signing_key', schema: 'authorization_server' })
@Check('signing_key_purpose_check', `purpose IN ('access_token', 'id_token', 'bank_internal')`)
@Index('signing_key_bank_purpose', ['bank', 'purpose', 'alg'], { unique: true })
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
  alg!: string;

  @Column({ type: 'jsonb', name: 'public_jwk' })
  publicJwk!: PublicJwk;

  @Column({ type: 'bytea', name: 'sealed_private_jwk' })
  sealedPrivateJwk!: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
