import type { PublicJwk } from '@sandbank/crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that the directory signs statements and lists with. */
@Entity({ name: 'signing_key', schema: 'directory' })
export class SigningKeyEntity {
  @PrimaryColumn({ type: 'text' })
  kid!: string;

  @Column({ type: 'jsonb', name: 'public_jwk' })
  publicJwk!: PublicJwk;

  @Column({ type: 'bytea', name: 'sealed_private_jwk', nullable: true })
  sealedPrivateJwk!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Signs from then on, until a later one does. */
  @Column({ type: 'timestamptz', name: 'active_from' })
  activeFrom!: Date;

  /** When it leaves the published set; null while nothing comes after it. */
  @Column({ type: 'timestamptz', name: 'removed_from', nullable: true })
  removedFrom!: Date | null;
}
