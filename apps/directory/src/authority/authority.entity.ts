import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Issues; vouches for what it issued; gone. */
export type AuthorityState = 'current' | 'retired' | 'removed';

/** A certificate authority of the directory. Its key is sealed, and destroyed once nothing that it issued is in time. */
@Entity({ name: 'authority', schema: 'directory' })
@Check('authority_state_check', `state IN ('current', 'retired', 'removed')`)
@Check('authority_private_half_check', `(state = 'removed') = (sealed_private_key IS NULL)`)
@Index('authority_one_current', ['state'], { unique: true, where: `state = 'current'` })
export class AuthorityEntity {
  @PrimaryColumn({ type: 'uuid', name: 'authority_id' })
  authorityId!: string;

  @Column({ type: 'text' })
  state!: AuthorityState;

  /** In DER. */
  @Column({ type: 'bytea' })
  certificate!: Buffer;

  @Column({ type: 'bytea', name: 'sealed_private_key', nullable: true })
  sealedPrivateKey!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'not_after' })
  notAfter!: Date;

  @Column({ type: 'timestamptz', name: 'retired_at', nullable: true })
  retiredAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  /** The latest list of what it revoked, in DER. */
  @Column({ type: 'bytea' })
  crl!: Buffer;

  @Column({ type: 'bigint', name: 'crl_number' })
  crlNumber!: string;

  @Column({ type: 'timestamptz', name: 'crl_next_update' })
  crlNextUpdate!: Date;
}
