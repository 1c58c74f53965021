import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { PersonEntity } from '../person.entity.js';

/** A passkey: the public half, and how often it was used where the device counts. */
@Entity({ name: 'passkey', schema: 'tpp_portal' })
export class PasskeyEntity {
  @PrimaryColumn({ type: 'text', name: 'credential_id' })
  credentialId!: string;

  @Index('passkey_person')
  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'passkey_person_id_fkey' })
  person!: Relation<PersonEntity>;

  @Column({ type: 'text' })
  name!: string;

  /** As COSE (RFC 9052). */
  @Column({ type: 'bytea', name: 'public_key' })
  publicKey!: Buffer;

  @Column({ type: 'bigint' })
  counter!: string;

  @Column({ type: 'jsonb' })
  transports!: string[];

  @Column({ type: 'boolean', name: 'backed_up' })
  isBackedUp!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;
}
