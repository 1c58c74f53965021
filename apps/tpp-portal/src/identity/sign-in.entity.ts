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
import { PersonEntity } from './person.entity.js';

/** A browser in which a person is signed in, known by a digest of its cookie. */
@Entity({ name: 'sign_in', schema: 'tpp_portal' })
@Check('sign_in_method', `method IN ('guest', 'password', 'passkey')`)
@Check('sign_in_ends', 'idle_ends_at <= ends_at')
@Unique('sign_in_sign_in_id_key', ['signInId'])
export class SignInEntity {
  @PrimaryColumn({ type: 'text', name: 'sign_in_key' })
  signInKey!: string;

  @Column({ type: 'uuid', name: 'sign_in_id' })
  signInId!: string;

  @Index('sign_in_person')
  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'sign_in_person_id_fkey' })
  person!: Relation<PersonEntity>;

  @Column({ type: 'text' })
  method!: 'guest' | 'password' | 'passkey';

  /** What the browser says of itself. */
  @Column({ type: 'text' })
  agent!: string;

  @Column({ type: 'timestamptz', name: 'signed_in_at' })
  signedInAt!: Date;

  @Column({ type: 'timestamptz', name: 'last_seen_at' })
  lastSeenAt!: Date;

  @Column({ type: 'integer', name: 'idle_seconds' })
  idleSeconds!: number;

  /** Never later than `ends_at`: what has ended is sought by this alone. */
  @Index('sign_in_end')
  @Column({ type: 'timestamptz', name: 'idle_ends_at' })
  idleEndsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;
}
