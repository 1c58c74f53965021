import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** Somebody who uses the portal: a guest until there is a way back in. */
@Entity({ name: 'person', schema: 'tpp_portal' })
@Check('person_kind', `kind IN ('guest', 'member', 'operator')`)
@Check('person_email', `(kind = 'guest') = (email IS NULL)`)
@Check('person_ending', `ending_since IS NULL OR kind = 'guest'`)
@Unique('person_email_key', ['email'])
@Index('person_guests', ['createdAt'], { where: `kind = 'guest'` })
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: 'guest' | 'member' | 'operator';

  @Column({ type: 'text' })
  name!: string;

  /** In small letters; absent for guests, `operator` for the operator. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Of a guest whose workspace is being ended: from then on it is nobody's to claim. */
  @Column({ type: 'timestamptz', name: 'ending_since', nullable: true })
  endingSince!: Date | null;
}
