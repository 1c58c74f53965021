import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What happened to an organisation, its software, a certificate or an authority; kept for good. */
@Entity({ name: 'record', schema: 'directory' })
@Index('record_organisation', ['organisationId', 'recordId'])
export class RecordEntity {
  @PrimaryColumn({ type: 'uuid', name: 'record_id' })
  recordId!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  event!: string;

  @Column({ type: 'text' })
  by!: string;

  @Column({ type: 'uuid', name: 'organisation_id', nullable: true })
  organisationId!: string | null;

  @Column({ type: 'uuid', name: 'software_id', nullable: true })
  softwareId!: string | null;

  /** The certificate or the authority. */
  @Column({ type: 'uuid', name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @Column({ type: 'jsonb' })
  detail!: Readonly<Record<string, unknown>>;
}
