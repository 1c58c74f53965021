import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Whether the bank answered when it was last asked. */
export type ParticipantStatus = 'active' | 'unreachable';

/** A bank that takes part. */
@Entity({ name: 'participant', schema: 'directory' })
@Check('participant_status_check', `status IN ('active', 'unreachable')`)
export class ParticipantEntity {
  @PrimaryColumn({ type: 'text' })
  issuer!: string;

  @Column({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  organisation!: string;

  @Column({ type: 'text', name: 'api_base' })
  apiBase!: string;

  @Column({ type: 'text', name: 'mtls_api_base', nullable: true })
  mtlsApiBase!: string | null;

  @Column({ type: 'text', name: 'jwks_uri' })
  jwksUri!: string;

  @Column({ type: 'text', name: 'registration_endpoint' })
  registrationEndpoint!: string;

  @Column({ type: 'text' })
  status!: ParticipantStatus;

  @Column({ type: 'timestamptz', name: 'checked_at', nullable: true })
  checkedAt!: Date | null;
}
