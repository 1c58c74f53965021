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
import { PersonEntity } from '../identity/person.entity.js';
import { OrganisationEntity } from './organisation.entity.js';

/** A link into an organisation, known by a digest of its token. */
@Entity({ name: 'invitation', schema: 'tpp_portal' })
@Check('invitation_role', `role IN ('owner', 'member')`)
@Unique('invitation_token_key_key', ['tokenKey'])
export class InvitationEntity {
  @PrimaryColumn({ type: 'uuid', name: 'invitation_id' })
  invitationId!: string;

  @Column({ type: 'text', name: 'token_key' })
  tokenKey!: string;

  @Index('invitation_organisation')
  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @ManyToOne(() => OrganisationEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'invitation_organisation_id_fkey',
  })
  organisation!: Relation<OrganisationEntity>;

  @Column({ type: 'text' })
  role!: 'owner' | 'member';

  @Index('invitation_inviter')
  @Column({ type: 'uuid', name: 'invited_by' })
  invitedBy!: string;

  @ManyToOne(() => PersonEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'invited_by', foreignKeyConstraintName: 'invitation_invited_by_fkey' })
  inviter!: Relation<PersonEntity>;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Index('invitation_expiry')
  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
