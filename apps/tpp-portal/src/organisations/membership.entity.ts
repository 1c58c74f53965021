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
import { PersonEntity } from '../identity/person.entity.js';
import { OrganisationEntity } from './organisation.entity.js';

/** Somebody in an organisation. */
@Entity({ name: 'membership', schema: 'tpp_portal' })
@Check('membership_role', `role IN ('owner', 'member')`)
export class MembershipEntity {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => OrganisationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'membership_organisation_id_fkey',
  })
  organisation!: Relation<OrganisationEntity>;

  @Index('membership_person')
  @PrimaryColumn({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'membership_person_id_fkey' })
  person!: Relation<PersonEntity>;

  @Column({ type: 'text' })
  role!: 'owner' | 'member';

  @Column({ type: 'timestamptz', name: 'joined_at' })
  joinedAt!: Date;
}
