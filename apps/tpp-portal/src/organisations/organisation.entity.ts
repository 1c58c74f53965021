import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Those who have applications together. */
@Entity({ name: 'organisation', schema: 'tpp_portal' })
@Check('organisation_directory', '(directory_organisation_id IS NULL) = (token_sealed IS NULL)')
@Unique('organisation_directory_organisation_id_key', ['directoryOrganisationId'])
export class OrganisationEntity {
  @PrimaryColumn({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  /** Once it has its first application. */
  @Column({ type: 'uuid', name: 'directory_organisation_id', nullable: true })
  directoryOrganisationId!: string | null;

  @Column({ type: 'bytea', name: 'token_sealed', nullable: true })
  tokenSealed!: Buffer | null;
}
