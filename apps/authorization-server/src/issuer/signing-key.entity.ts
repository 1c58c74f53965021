import type { PublicJwk } from '@sandbank/crypto';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What a key of a bank signs; a key has one purpose only (SP-6.8). */
export type KeyPurpose = 'access_token' | 'id_token';

/** A signing key of a bank; the private half is sealed. */
@Entity({ name: 'signing_key', schema: 'authorization_server' })
@Index('signing_key_bank_purpose', ['bank', 'purpose', 'alg'], { unique: true })
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'text' })
  kid!: string;

  @Column({ type: 'text' })
  bank!: string;

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
