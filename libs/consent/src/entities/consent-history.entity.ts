import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ConsentStatus } from '../consent-state.js';
import { Consent } from './consent.entity.js';

/** One transition of a consent: written by the database itself, never changed. */
@Entity({ schema: 'consent', name: 'consent_history' })
export class ConsentHistoryEntry {
  @PrimaryColumn('uuid', { name: 'consent_id', primaryKeyConstraintName: 'consent_history_pkey' })
  readonly consentId!: string;

  /** 1 for the first entry of a consent, without gaps. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'consent_history_pkey' })
  readonly version!: number;

  @Column('text', { name: 'from_status', nullable: true })
  readonly fromStatus!: ConsentStatus | null;

  @Column('text', { name: 'to_status' })
  readonly toStatus!: ConsentStatus;

  @Column('timestamptz', { name: 'changed_at' })
  readonly changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  readonly changedBy!: string;

  @Column('text')
  readonly surface!: string;

  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('uuid', { name: 'interaction_id', nullable: true })
  readonly interactionId!: string | null;

  @ManyToOne(() => Consent, (consent) => consent.history)
  @JoinColumn({ name: 'consent_id', foreignKeyConstraintName: 'consent_history_consent' })
  readonly consent!: Relation<Consent>;
}
